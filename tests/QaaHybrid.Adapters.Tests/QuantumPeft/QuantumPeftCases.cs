using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.QuantumPeft;

internal sealed class QuantumPeftCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("quantum-peft", "quantum-peft", ("r", 3), ("target_modules", "q_proj,v_proj")),
        Case("quantum-peft with a ring", "quantum-peft", ("r", 5), ("layers", 2), ("ansatz", "QaaHybrid.Ansatz.RYRing"), ("target_modules", "q_proj,v_proj")),
    ];
}
