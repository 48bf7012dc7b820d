using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Hra;

internal sealed class HraCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("hra", "hra", ("r", 4), ("target_modules", "q_proj,v_proj")),
        Case("hra odd", "hra", ("r", 3), ("target_modules", "q_proj,v_proj")),
        Case("hra orthogonal", "hra", ("r", 4), ("apply_GS", true), ("target_modules", "q_proj,v_proj")),
    ];

    protected override IEnumerable<(string Name, string Reason)> StartElsewhere =>
    [
        ("hra odd", "a reflection without a partner is not undone, as in PEFT"),
        ("hra orthogonal", "reflections at orthogonal planes cannot undo each other: R = I − 2QQᵀ has r eigenvalues −1"),
    ];
}
