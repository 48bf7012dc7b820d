using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Lora;

internal sealed class LoraCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("lora", "lora", ("r", 3), ("target_modules", "q_proj,v_proj")),
        Case("lora rank-stabilised, gaussian", "lora", ("r", 4), ("use_rslora", true), ("init_lora_weights", "gaussian"), ("target_modules", "q_proj,v_proj")),
        Case("lora by patterns", "lora", ("r", 2), ("rank_pattern", new Dictionary<string, object?> { ["q_.*"] = 4 }),
            ("alpha_pattern", new Dictionary<string, object?> { ["v_proj"] = 1.5 }), ("target_modules", "q_proj,v_proj")),
        Case("lora random", "lora", ("r", 3), ("init_lora_weights", false), ("target_modules", "q_proj,v_proj")),
    ];

    protected override IEnumerable<(string Name, string Reason)> StartElsewhere =>
        [("lora random", "init_lora_weights = false draws B as well as A, as in PEFT: a setting for tests")];
}
