using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>
/// A vector into the numbers that a circuit makes of it, [.., m] → [.., features]: embedding, ansatz, read-out, and its length where it is asked for.
/// </summary>
/// <remarks>
/// Without <see cref="QaaNorm"/>, expectations and probabilities are normalised quadratic forms xᵀQx / xᵀx: for probabilities Q_j has rank at most two, trace one, and
/// ΣQ_j = 1. They see neither the length nor the sign of x. With re-uploading, the circuit's angles are θ_p + w_p·ψ_{p mod m}, ψ = x/‖x‖: products that are
/// formed here, so that the circuit sees angles; w starts at zero. The numbers are then no quadratic forms any more and see the sign of x.
/// </remarks>
public sealed class CircuitReader : nn.Module<Tensor, Tensor>
{
    private readonly QaaReadOut _readOut;
    private readonly QaaNorm _norm;
    private readonly int _measured;
    private readonly bool _centred;
    private readonly QuantumLayer quantum;
    private readonly Parameter? reupload;
    private readonly Tensor? _coordinates;
    private readonly Tensor? _signs;

    /// <summary>Makes the reader; start angles are drawn by libtorch's generator as it stands.</summary>
    /// <param name="circuit">U(θ).</param>
    /// <param name="config">Read-out, how many of the last qubits ⟨Z⟩ is read of, norm, re-uploading, how the angles start.</param>
    /// <param name="width">m, the width of the embedded vector; at most 2ⁿ.</param>
    /// <param name="outputs">
    /// How many probabilities or amplitudes are wanted; null is all 2ⁿ. Probabilities that are asked for by number are the change themselves and come as 2ⁿp − 1, which
    /// is zero for an even distribution.
    /// </param>
    /// <param name="type">Element type of the angles.</param>
    /// <param name="threads">Threads that share a batch.</param>
    public CircuitReader(Circuit circuit, QaaConfig config, int width, int? outputs, ScalarType type, int threads) : base(nameof(CircuitReader))
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(config);
        (_readOut, _norm, _measured) = (config.ReadOut, config.Norm, config.MeasuredQubits ?? circuit.Qubits);
        _centred = _readOut == QaaReadOut.Probabilities && outputs is not null;
        var states = outputs ?? 1 << circuit.Qubits;
        using var start = config.StartDeviation is { } deviation
            ? randn([circuit.Parameters], dtype: type) * deviation
            : (rand([circuit.Parameters], dtype: type) * 2 - 1) * Math.PI;
        var (read, numbers) = _readOut switch
        {
            QaaReadOut.Z => (ReadOut.PauliZ, circuit.Qubits),
            QaaReadOut.Amplitudes => (ReadOut.Amplitudes, states),
            _ => (ReadOut.Probabilities, states),
        };
        quantum = new QuantumLayer(circuit, read, numbers, start, relative: _readOut == QaaReadOut.Amplitudes, train: config.TrainAngles, threads);
        if (config.Reupload)
        {
            reupload = nn.Parameter(zeros([circuit.Parameters], dtype: type), requires_grad: config.TrainAngles);
            _coordinates = tensor([.. Enumerable.Range(0, circuit.Parameters).Select(p => (long)(p % width))]).DetachFromDisposeScope();
        }
        if (_readOut == QaaReadOut.Both)
            _signs = Signs(circuit.Qubits, _measured, type).DetachFromDisposeScope();
        Features = (_readOut switch { QaaReadOut.Z => _measured, QaaReadOut.Both => states + _measured, _ => states }) + (_norm == QaaNorm.Concatenate ? width : 0);
        RegisterComponents();
    }

    /// <summary>The circuit with its angles.</summary>
    public QuantumLayer Quantum => quantum;

    /// <summary>w, [parameters], by which the embedded vector is added to the angles; null without re-uploading.</summary>
    public Parameter? Reupload => reupload;

    /// <summary>Numbers read of each vector.</summary>
    public int Features { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var read = reupload is null ? quantum.forward(x) : quantum.forward(x, AnglesFor(x));
        var numbers = _readOut switch
        {
            QaaReadOut.Z => _measured == quantum.Circuit.Qubits ? read : read.narrow(-1, quantum.Circuit.Qubits - _measured, _measured),
            QaaReadOut.Probabilities when _centred => read * (1L << quantum.Circuit.Qubits) - 1,
            QaaReadOut.Both => cat([read, read.matmul(_signs!.to(read.dtype))], -1),
            _ => read,
        };
        return _norm switch
        {
            QaaNorm.Multiply => numbers * x.norm(-1, keepdim: true),
            QaaNorm.Concatenate => cat([numbers, x], -1),
            _ => numbers,
        };
    }

    // φ_p = θ_p + w_p·ψ_{p mod m}, [.., parameters].
    private Tensor AnglesFor(Tensor x) => quantum.theta + reupload! * nn.functional.normalize(x, dim: -1).index_select(-1, _coordinates!);

    // ⟨Z_q⟩ = Σ_j (-1)^{bit q of j} p_j, [2ⁿ, measured]; the first qubit is the most significant bit.
    private static Tensor Signs(int qubits, int measured, ScalarType type)
    {
        var signs = new double[(1 << qubits) * measured];
        for (var state = 0; state < 1 << qubits; state++)
            for (var bit = 0; bit < measured; bit++)
                signs[state * measured + bit] = (state >> (measured - 1 - bit) & 1) == 0 ? 1 : -1;
        return tensor(signs, dtype: type).reshape(1 << qubits, measured);
    }
}
