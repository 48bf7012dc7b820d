using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Quic;

/// <summary>
/// Base matrices that a circuit of beam splitters is on the amplitudes of weight one; the trained numbers are its angles. On weight k the circuit is C_k of that matrix, so
/// the trained adapter is a compiled circuit: its angles are those that <c>qaa circuit</c> writes. The compounds are made of the matrix as for every other
/// parametrization: that costs the n columns of weight one, not the C(n, k) of weight k.
/// </summary>
/// <remarks>
/// With all orders 0 … n and one block of 2ⁿ coordinates the adapter is the circuit on a whole register: an amplitude-embedded vector, its coordinates in the order of
/// Hamming weights, is turned by RBS gates and read out as amplitudes. That is QAA with read-out amplitudes and the same layout as its ansatz: the two papers meet there.
/// </remarks>
public sealed class CircuitBlockMatrices : BlockMatrices
{
    private readonly Parameter theta;
    private readonly CircuitExecutor<double> _executor;

    /// <summary>Makes the angles, all zero: the layouts are then the identity.</summary>
    /// <param name="circuit">A layout of beam splitters on n qubits.</param>
    /// <param name="adapters">m.</param>
    /// <param name="blocks">Blocks with an A of their own.</param>
    /// <param name="type">The element type of the angles.</param>
    /// <param name="threads">Threads of the simulator.</param>
    public CircuitBlockMatrices(Circuit circuit, int adapters, int blocks, ScalarType type, int threads) : base(nameof(CircuitBlockMatrices))
    {
        ArgumentNullException.ThrowIfNull(circuit);
        Circuit = circuit;
        _executor = new CircuitExecutor<double>(
            circuit, ReadOut.Amplitudes, circuit.Qubits, new ExecutorOptions { HammingWeight = 1, Normalize = false, Threads = threads });
        theta = nn.Parameter(zeros([adapters, blocks, circuit.Parameters], dtype: type));
        RegisterComponents();
    }

    /// <summary>The layout.</summary>
    public Circuit Circuit { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> Tensors => [(nameof(theta), theta)];

    /// <inheritdoc/>
    public override bool IsOrthogonal => true;

    /// <summary>The angles, but not more than SO(n) has dimensions.</summary>
    public override long DegreesOfFreedom => theta.shape[0] * theta.shape[1] * Math.Min(theta.shape[2], Cayley.DegreesOfFreedom(Circuit.Qubits));

    /// <inheritdoc/>
    public override Tensor Compute(ScalarType type) => CircuitMatrixFunction.apply(theta.to(type), _executor);

    /// <summary>Zero angles, or for <see cref="QuicStart.Xavier"/> angles drawn uniformly from [−π, π).</summary>
    public override void Reset(QuicStart start)
    {
        using var guard = no_grad();
        if (start == QuicStart.Xavier)
            theta.uniform_(-Math.PI, Math.PI);
        else
            theta.zero_();
    }

    /// <summary>
    /// Angles [.., parameters] → A [.., n, n], the matrix on weight one: column j is what the circuit makes of the j-th unit vector. Backward is the adjoint method on
    /// these n vectors. Computed in double precision.
    /// </summary>
    private sealed class CircuitMatrixFunction : autograd.SingleTensorFunction<CircuitMatrixFunction>
    {
        public override string Name => nameof(CircuitMatrixFunction);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (angles, executor) = ((Tensor)vars[0]!, (CircuitExecutor<double>)vars[1]!);
            ctx.save_for_backward([angles]);
            ctx.save_data(nameof(executor), executor);
            var n = executor.Circuit.Qubits;
            var columns = empty([angles.numel() / executor.Circuit.Parameters, n, n], dtype: float64);
            var (all, unit) = (angles.to(float64).contiguous(), Unit(n));
            for (var b = 0; b < columns.shape[0]; b++)
                executor.Forward(Part(all, b, executor.Circuit.Parameters), unit, n, Part(columns, b, n * n));
            return columns.transpose(-2, -1).contiguous().to(angles.dtype).reshape([.. angles.shape[..^1], n, n]);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var (angles, executor) = (ctx.get_saved_variables()[0], (CircuitExecutor<double>)ctx.get_data("executor")!);
            var (n, parameters) = (executor.Circuit.Qubits, executor.Circuit.Parameters);
            var gradients = empty(angles.shape, dtype: float64);
            var (all, unit, columns) = (angles.to(float64).contiguous(), Unit(n), grad_output.to(float64).transpose(-2, -1).contiguous());
            for (var b = 0; b < angles.numel() / parameters; b++)
                executor.Backward(Part(all, b, parameters), unit, n, Part(columns, b, n * n), Part(gradients, b, parameters), []);
            return [gradients.to(angles.dtype), null!];
        }

        private static Span<double> Part(Tensor tensor, int index, int length) => tensor.data<double>().Span.Slice(index * length, length);

        private static double[] Unit(int n)
        {
            var unit = new double[n * n];
            for (var i = 0; i < n; i++)
                unit[i * n + i] = 1;
            return unit;
        }
    }
}
