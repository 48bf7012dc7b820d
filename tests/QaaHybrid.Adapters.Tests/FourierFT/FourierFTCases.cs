using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.FourierFT;

internal sealed class FourierFTCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("fourierft", "fourierft", ("n_frequency", 20), ("init_weights", true), ("target_modules", "q_proj,v_proj")),
        Case("fourierft of few", "fourierft", ("n_frequency", 1), ("init_weights", true), ("target_modules", "q_proj")),
        Case("fourierft as published", "fourierft", ("n_frequency", 20), ("target_modules", "q_proj,v_proj")),
    ];

    protected override IEnumerable<(string Name, string Reason)> StartElsewhere => [("fourierft as published", "its coefficients start from N(0, 1)")];
}
