namespace QaaHybrid.Circuits;

public sealed partial class Circuit
{
    /// <summary>
    /// Circuits on qubits of their own, as one: from |0…0⟩ its state is the product of theirs, the first one's qubits foremost. Registers stand side by
    /// side, auxiliary qubits behind all of them; parameters are numbered circuit by circuit.
    /// </summary>
    /// <param name="circuits">At least one.</param>
    public static Circuit SideBySide(IReadOnlyList<Circuit> circuits)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        if (circuits.Count == 0)
            throw new ArgumentException("no circuits to put side by side", nameof(circuits));
        var register = circuits.Sum(circuit => circuit.Qubits);
        var gates = new List<Gate>(circuits.Sum(circuit => circuit.Gates.Count));
        var (qubit, auxiliary, parameter) = (0, register, 0);
        foreach (var circuit in circuits)
        {
            var (first, behind, angles) = (qubit, auxiliary - circuit.Qubits, parameter);
            int Place(int q) => q < 0 ? -1 : q < circuit.Qubits ? first + q : behind + q;
            gates.AddRange(circuit.Gates.Select(gate => gate with
            {
                Q0 = Place(gate.Q0), Q1 = Place(gate.Q1), Q2 = Place(gate.Q2),
                Angle = gate.Angle.IsConstant ? gate.Angle : gate.Angle with { Parameter = gate.Angle.Parameter + angles },
            }));
            (qubit, auxiliary, parameter) = (qubit + circuit.Qubits, auxiliary + circuit.AuxiliaryQubits, parameter + circuit.Parameters);
        }
        return new Circuit($"{circuits.Count} circuits side by side", register, auxiliary - register, parameter, gates);
    }
}
