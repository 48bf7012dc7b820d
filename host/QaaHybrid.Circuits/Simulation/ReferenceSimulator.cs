using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>
/// The simulator that defines what is right: one state vector, complex, double precision, gate by gate, no SIMD, no threads. The fast
/// executors and the hardware's results are judged by it; it is short so that it can be judged by reading.
/// </summary>
/// <remarks>
/// A basis state of n qubits is a number whose most significant bit is the first qubit. A state holds the register's 2ⁿ amplitudes, times
/// 2ᵃ for a auxiliary qubits behind the register, which start in |0⟩ and are read in |0⟩.
/// </remarks>
public static class ReferenceSimulator
{
    /// <summary>The state that data is loaded into: amplitudes, zero-padded, divided by their L2 norm; a zero vector stays zero.</summary>
    /// <param name="circuit">The tape whose register and auxiliary qubits the state has.</param>
    /// <param name="input">At most 2ⁿ real numbers; empty means |0…0⟩.</param>
    /// <param name="normalize">Whether to divide by the norm.</param>
    public static Complex[] Load(Circuit circuit, ReadOnlySpan<double> input, bool normalize = true)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (input.Length > 1 << circuit.Qubits)
            throw new ArgumentException(
                $"{input.Length} numbers do not fit into {circuit.Qubits} qubits, which hold {1 << circuit.Qubits}", nameof(input));
        var state = new Complex[1 << circuit.Width];
        if (input.IsEmpty)
        {
            state[0] = 1;
            return state;
        }
        var scale = normalize ? InverseNorm(input) : 1;
        for (var i = 0; i < input.Length; i++)
            state[i << circuit.AuxiliaryQubits] = input[i] * scale;
        return state;
    }

    /// <summary>Applies the circuit to a state, in place.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="state">2^width amplitudes.</param>
    public static void Apply(Circuit circuit, ReadOnlySpan<double> theta, Complex[] state)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(state);
        if (theta.Length != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {theta.Length} values were given", nameof(theta));
        foreach (var gate in circuit.Gates)
            Apply(gate, GateMatrix.Of(gate.Kind, gate.Angle.At(theta)), circuit.Width, state);
    }

    /// <summary>What is read from a state.</summary>
    /// <param name="circuit">The tape that made the state.</param>
    /// <param name="state">2^width amplitudes.</param>
    /// <param name="readOut">What to read.</param>
    /// <returns>n Z expectations, 2ⁿ probabilities or the real parts of 2ⁿ amplitudes.</returns>
    public static double[] Read(Circuit circuit, Complex[] state, ReadOut readOut)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(state);
        var output = new double[Outputs(circuit, readOut)];
        for (var i = 0; i < 1 << circuit.Qubits; i++)
        {
            var amplitude = state[i << circuit.AuxiliaryQubits];
            var probability = amplitude.Real * amplitude.Real + amplitude.Imaginary * amplitude.Imaginary;
            if (readOut == ReadOut.PauliZ)
                for (var q = 0; q < circuit.Qubits; q++)
                    output[q] += Sign(circuit, i, q) * probability;
            else
                output[i] = readOut == ReadOut.Probabilities ? probability : amplitude.Real;
        }
        return output;
    }

    /// <summary>Loads, applies, reads.</summary>
    /// <inheritdoc cref="Gradient"/>
    public static double[] Run(Circuit circuit, ReadOnlySpan<double> theta, ReadOnlySpan<double> input, ReadOut readOut, bool normalize = true)
    {
        var state = Load(circuit, input, normalize);
        Apply(circuit, theta, state);
        return Read(circuit, state, readOut);
    }

    /// <summary>
    /// The adjoint method: with b = ∂L/∂ψ after the last gate, walk back through the gates; at gate k, of angle t,
    /// ∂L/∂t = Re⟨b| dU_k/dt |ψ before k⟩, then ψ ← U_k† ψ and b ← U_k† b. What is left of b is the gradient of the loaded amplitudes.
    /// </summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="input">At most 2ⁿ real numbers.</param>
    /// <param name="readOut">What is read.</param>
    /// <param name="gradOutput">∂L/∂(number read), as many of the first ones as matter.</param>
    /// <param name="normalize">Whether the input is divided by its norm.</param>
    /// <returns>∂L/∂θ and ∂L/∂input.</returns>
    public static (double[] Theta, double[] Input) Gradient(
        Circuit circuit, ReadOnlySpan<double> theta, ReadOnlySpan<double> input, ReadOut readOut, ReadOnlySpan<double> gradOutput,
        bool normalize = true)
    {
        var state = Load(circuit, input, normalize);
        Apply(circuit, theta, state);
        var bra = Bra(circuit, state, readOut, gradOutput);
        var gradTheta = new double[circuit.Parameters];
        for (var k = circuit.Gates.Count - 1; k >= 0; k--)
        {
            var gate = circuit.Gates[k];
            var angle = gate.Angle.At(theta);
            var inverse = Adjoint(GateMatrix.Of(gate.Kind, angle));
            Apply(gate, inverse, circuit.Width, state);
            if (gate.IsRotation && !gate.Angle.IsConstant)
            {
                var turned = (Complex[])state.Clone();
                Apply(gate, GateMatrix.Derivative(gate.Kind, angle), circuit.Width, turned);
                gradTheta[gate.Angle.Parameter] += gate.Angle.Scale * RealDot(bra, turned);
            }
            Apply(gate, inverse, circuit.Width, bra);
        }
        return (gradTheta, InputGradient(circuit, bra, input, normalize));
    }

    // ∂L/∂ψ, so that dL = Re⟨b|dψ⟩: 2 Σ_q w_q Z_q ψ for expectations, 2 g ψ for probabilities, g for amplitudes.
    private static Complex[] Bra(Circuit circuit, Complex[] state, ReadOut readOut, ReadOnlySpan<double> gradOutput)
    {
        var bra = new Complex[state.Length];
        for (var i = 0; i < 1 << circuit.Qubits; i++)
        {
            var at = i << circuit.AuxiliaryQubits;
            if (readOut == ReadOut.PauliZ)
                for (var q = 0; q < gradOutput.Length; q++)
                    bra[at] += 2 * gradOutput[q] * Sign(circuit, i, q) * state[at];
            else if (i < gradOutput.Length)
                bra[at] = readOut == ReadOut.Probabilities ? 2 * gradOutput[i] * state[at] : gradOutput[i];
        }
        return bra;
    }

    // Through x̂ = x/‖x‖: ∂L/∂x = (b - x̂ (x̂·b)) / ‖x‖; zero for a zero vector.
    private static double[] InputGradient(Circuit circuit, Complex[] bra, ReadOnlySpan<double> input, bool normalize)
    {
        var gradient = new double[input.Length];
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = bra[i << circuit.AuxiliaryQubits].Real;
        if (!normalize)
            return gradient;
        var scale = InverseNorm(input);
        var along = 0.0;
        for (var i = 0; i < gradient.Length; i++)
            along += gradient[i] * input[i] * scale;
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = scale * (gradient[i] - along * input[i] * scale);
        return gradient;
    }

    // The gate's qubits pick 2^k amplitudes that differ in k bits; every such group is multiplied by the matrix.
    private static void Apply(Gate gate, Complex[,] matrix, int width, Complex[] state)
    {
        var size = matrix.GetLength(0);
        var offsets = new int[size];
        for (var i = 0; i < size; i++)
            for (var k = 0; k < gate.Arity; k++)
                if ((i >> (gate.Arity - 1 - k) & 1) == 1)
                    offsets[i] |= 1 << width - 1 - (k == 0 ? gate.Q0 : k == 1 ? gate.Q1 : gate.Q2);
        var before = new Complex[size];
        for (var start = 0; start < state.Length; start++)
        {
            if ((start & offsets[^1]) != 0)
                continue;
            for (var i = 0; i < size; i++)
                before[i] = state[start | offsets[i]];
            for (var row = 0; row < size; row++)
            {
                var sum = Complex.Zero;
                for (var column = 0; column < size; column++)
                    sum += matrix[row, column] * before[column];
                state[start | offsets[row]] = sum;
            }
        }
    }

    private static Complex[,] Adjoint(Complex[,] matrix)
    {
        var size = matrix.GetLength(0);
        var adjoint = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                adjoint[row, column] = Complex.Conjugate(matrix[column, row]);
        return adjoint;
    }

    private static double RealDot(Complex[] bra, Complex[] ket)
    {
        var sum = 0.0;
        for (var i = 0; i < bra.Length; i++)
            sum += bra[i].Real * ket[i].Real + bra[i].Imaginary * ket[i].Imaginary;
        return sum;
    }

    private static double InverseNorm(ReadOnlySpan<double> input)
    {
        var squares = 0.0;
        foreach (var x in input)
            squares += x * x;
        return squares == 0 ? 0 : 1 / Math.Sqrt(squares);
    }

    private static int Sign(Circuit circuit, int basisState, int qubit) => (basisState >> (circuit.Qubits - 1 - qubit) & 1) == 0 ? 1 : -1;

    private static int Outputs(Circuit circuit, ReadOut readOut) => readOut == ReadOut.PauliZ ? circuit.Qubits : 1 << circuit.Qubits;
}
