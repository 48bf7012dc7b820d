namespace QaaHybrid.Circuits;

/// <summary>What a run starts from, checked.</summary>
internal static class RunInput
{
    /// <summary>The real amplitudes that the register starts with, normalised; the rest is zero.</summary>
    /// <exception cref="ArgumentException">The run has another number of angles than its circuit, or an input that is no state.</exception>
    public static double[] Amplitudes(BackendRun run)
    {
        var (circuit, theta, input, _) = run;
        if (theta.Count != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Count} values were given");
        if (input is null)
            return [1];
        if (input.Count > 1L << circuit.Qubits)
            throw new ArgumentException(
                $"{circuit.Name}: {input.Count} numbers do not fit into {circuit.Qubits} qubits, which hold {1L << circuit.Qubits}");
        var isFinite = input.All(double.IsFinite);
        if (!isFinite || input.All(x => x == 0))
            throw new ArgumentException($"{circuit.Name}: the input is no state, it holds {(isFinite ? "zeros only" : "NaN or an infinity")}");
        var norm = Math.Sqrt(input.Sum(x => x * x));
        return [.. input.Select(x => x / norm)];
    }
}
