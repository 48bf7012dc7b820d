namespace QaaHybrid.QSharp;

/// <summary>
/// The hardware that Microsoft's resource estimator knows by name (Beverland et al., arXiv 2211.07629, table IV): gate-based qubits with
/// operations of nanoseconds or microseconds and errors of 1e-3 or 1e-4, Majorana qubits with errors of 1e-4 or 1e-6.
/// </summary>
public static class QubitModels
{
    /// <summary>Their names, in the estimator's order.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["qubit_gate_ns_e3", "qubit_gate_ns_e4", "qubit_gate_us_e3", "qubit_gate_us_e4", "qubit_maj_ns_e4", "qubit_maj_ns_e6"];
}
