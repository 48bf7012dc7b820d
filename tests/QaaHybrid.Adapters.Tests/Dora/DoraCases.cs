using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Dora;

// The gradient that PEFT takes holds the norm constant and is no gradient of the loss; DoraTests checks it. The full one is held to the contract.
internal sealed class DoraCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("dora", "dora", ("r", 3), ("detach_norm", false), ("target_modules", "q_proj,v_proj")),
        Case("dora rank-stabilised", "dora", ("r", 2), ("detach_norm", false), ("use_rslora", true), ("rank_pattern", new Dictionary<string, object?> { ["v_proj"] = 4 }), ("target_modules", "q_proj,v_proj")),
    ];
}
