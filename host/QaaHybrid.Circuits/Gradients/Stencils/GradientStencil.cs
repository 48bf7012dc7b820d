namespace QaaHybrid.Circuits;

/// <summary>
/// Where to run a tape, and how to weigh what is read there, for the gradient of anything linear in what is read, probabilities or amplitudes: with L = Σ_j w_j o_j,
/// <c>∂L/∂θ_p = Σ_t c_tp L(run t)</c>. One set of runs serves all w, and so a product with any vector from the left: a vector-Jacobian product.
/// </summary>
public abstract class GradientStencil
{
    private protected GradientStencil()
    {
    }

    /// <summary>How many runs it takes at a point.</summary>
    public abstract int Runs { get; }

    /// <summary>The runs at a point.</summary>
    /// <param name="point">Parameters of the tape, radians.</param>
    /// <param name="seed">Governs what is drawn; rules that draw nothing do not look at it.</param>
    /// <returns>As many as <see cref="Runs"/>, at every point in the same order.</returns>
    public abstract IReadOnlyList<StencilRun> At(IReadOnlyList<double> point, long seed);

    /// <summary>The parameter-shift rules of some of a tape's parameters: exact, see <see cref="ParameterRules"/>.</summary>
    /// <param name="circuit">The tape; it starts in |0…0⟩.</param>
    /// <param name="readOut">What is read: of ⟨Z⟩ fewer frequencies are seen than of all probabilities.</param>
    /// <param name="parameters">Which parameters.</param>
    /// <param name="anyTape">Whether gates may be shifted by themselves, see <see cref="IQuantumBackend.RunsAnyTape"/>.</param>
    /// <exception cref="NotSupportedException">The read-out is <see cref="ReadOut.Amplitudes"/>, which are no expectation values (see <see cref="Amplitudes"/>), or a parameter has too many frequencies.</exception>
    public static GradientStencil Shift(Circuit circuit, ReadOut readOut, Range parameters, bool anyTape = true) => new ShiftStencil(circuit, readOut, parameters, anyTape);

    /// <summary>The rule for amplitudes, one circuit for each rotation that a parameter turns: exact, and L = Σ_j w_j ψ_j is linear in what <see cref="InterferenceCircuit.Read(BackendResult)"/> gives.</summary>
    /// <param name="circuit">The tape; its loader's angles have no terms, for the circuit is linear in the vector: see <see cref="InterferenceCircuit"/> of the inverse.</param>
    public static GradientStencil Amplitudes(InterferenceCircuit circuit) => new AmplitudeStencil(circuit);

    /// <summary>The shift rules of a circuit's states, for backends that tell them: exact, and L = Σ_j w_j ψ_j is linear in the amplitudes. The runs have no input yet.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <exception cref="NotSupportedException">A parameter has too many frequencies.</exception>
    public static GradientStencil States(Circuit circuit) => new StateStencil(circuit);

    /// <summary>Simultaneous perturbation of some of a tape's parameters: two runs a sample, however many parameters there are; see <see cref="Spsa"/>.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="parameters">Which parameters.</param>
    /// <param name="samples">How many directions are averaged.</param>
    /// <param name="step">c, radians. Errors of shots are divided by it, and the estimate is off by what L bends over it.</param>
    public static GradientStencil Spsa(Circuit circuit, Range parameters, int samples, double step) => new SpsaStencil(circuit, parameters, samples, step);
}

/// <summary>One run of a stencil.</summary>
/// <param name="Run">Tape and angles.</param>
/// <param name="Weights">c: for which parameters it counts, by their index in the tape, and how much.</param>
public sealed record StencilRun(BackendRun Run, IReadOnlyList<(int Parameter, double Coefficient)> Weights);
