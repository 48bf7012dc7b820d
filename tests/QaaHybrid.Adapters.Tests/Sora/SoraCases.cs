using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Sora;

internal sealed class SoraCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("sora", "sora", ("r", 3), ("target_modules", "q_proj,v_proj")),
        Case("sora with a schedule", "sora", ("r", 4), ("sparse_lambda_2", 0), ("lambda_schedule", "linear"), ("rank_pattern", new Dictionary<string, object?> { ["v_proj"] = 2 }), ("target_modules", "q_proj,v_proj")),
    ];
}
