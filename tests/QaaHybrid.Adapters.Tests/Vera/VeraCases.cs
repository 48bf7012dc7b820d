using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Vera;

internal sealed class VeraCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("vera", "vera", ("r", 6), ("target_modules", "q_proj,v_proj")),
        Case("vera without its projections", "vera", ("r", 6), ("save_projection", false), ("projection_prng_key", 5), ("d_initial", 0.4), ("target_modules", "q_proj,v_proj")),
        Case("vera random", "vera", ("r", 6), ("init_weights", false), ("target_modules", "q_proj,v_proj")),
    ];

    protected override IEnumerable<(string Name, string Reason)> StartElsewhere => [("vera random", "init_weights = false starts from b = 1, as in PEFT: a setting for tests")];
}
