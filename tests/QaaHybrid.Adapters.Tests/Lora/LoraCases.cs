using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Lora;

internal sealed class LoraCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("lora", "lora", ("r", 3), ("target_modules", "q_proj,v_proj")),
    ];
}
