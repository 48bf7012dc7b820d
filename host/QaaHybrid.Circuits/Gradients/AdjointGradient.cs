namespace QaaHybrid.Circuits;

/// <summary>The gradient of L = Σ_j w_j ⟨Z_j⟩ by the adjoint method, on the simulator in double precision.</summary>
public static class AdjointGradient
{
    /// <summary>Value and gradient from one pass forward and one back.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="weights">w, at most one a qubit.</param>
    /// <param name="input">Real amplitudes of the state it starts from, normalised here; empty starts from |0…0⟩.</param>
    public static GradientResult Of(
        Circuit circuit, ReadOnlySpan<double> theta, ReadOnlySpan<double> weights, ReadOnlySpan<double> input = default)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var executor = new CircuitExecutor<double>(circuit, ReadOut.PauliZ, weights.Length);
        var row = input.IsEmpty ? [1] : input;
        var z = new double[weights.Length];
        var gradient = new double[circuit.Parameters];
        executor.Forward(theta, row, row.Length, z);
        executor.Backward(theta, row, row.Length, weights, gradient, []);
        var value = 0.0;
        for (var j = 0; j < z.Length; j++)
            value += weights[j] * z[j];
        return new GradientResult(value, gradient, 1);
    }
}
