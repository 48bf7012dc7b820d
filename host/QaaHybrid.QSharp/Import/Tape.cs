using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>One compile of an operation: its gates, and what its rotations turned by there.</summary>
internal static class Tape
{
    /// <summary>Reads a compile from its file.</summary>
    public static QirProgram Read(string path)
    {
        using var reader = new StreamReader(path);
        return QirReader.Read(reader);
    }

    /// <summary>Index of the first gate that is another gate or stands on other qubits; null where there is none.</summary>
    public static int? FirstDifference(IReadOnlyList<Gate> gates, IReadOnlyList<Gate> others)
    {
        var both = Math.Min(gates.Count, others.Count);
        for (var i = 0; i < both; i++)
            if (!IsSame(gates[i], others[i]))
                return i;
        return gates.Count == others.Count ? null : both;
    }

    /// <summary>A gate in words, e.g. <c>RY on qubit 2</c>.</summary>
    public static string Describe(Gate gate)
    {
        int[] qubits = gate.Arity switch { 1 => [gate.Q0], 2 => [gate.Q0, gate.Q1], _ => [gate.Q0, gate.Q1, gate.Q2] };
        return $"{gate.Kind} on qubit{(qubits.Length > 1 ? "s" : "")} {string.Join(", ", qubits)}";
    }

    private static bool IsSame(Gate a, Gate b) => a.Kind == b.Kind && a.Q0 == b.Q0 && a.Q1 == b.Q1 && a.Q2 == b.Q2;
}
