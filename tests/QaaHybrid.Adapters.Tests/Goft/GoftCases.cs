using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Goft;

internal sealed class GoftCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("goft", "goft", ("target_modules", "q_proj,v_proj")),
        Case("qgoft", "goft", ("quasi", true), ("orthogonality", 0.1), ("target_modules", "q_proj,v_proj")),
    ];
}
