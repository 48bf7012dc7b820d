using System.Numerics;
using System.Runtime.CompilerServices;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Choice;
using QaaHybrid.Circuits.Dense;
using QaaHybrid.Circuits.Fusion;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits;

/// <summary>
/// Runs one circuit on a batch of real vectors and differentiates it: what <c>QuantumLayer</c> calls in every training step.
/// Row i of the input, zero-padded to <see cref="States"/> and (optionally) divided by its L2 norm, is the state the circuit starts from.
/// </summary>
/// <remarks>
/// A zero row gives a zero state: Z expectations, probabilities and all gradients of it are zero. A NaN makes its own row NaN, and the
/// gradient with respect to θ, which is a sum over rows. Calls of one executor follow each other; they are not made at once.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CircuitExecutor<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly BatchEngine<T> _direct;
    private readonly Func<BatchEngine<T>> _createDense;
    private readonly ExecutorCosts _costs;
    private readonly Lock _oneCall = new();
    private BatchEngine<T>? _dense;
    private int _lastRows = 64;

    /// <summary>Prepares the executor over all 2ⁿ amplitudes.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="readOut">What is read from the register.</param>
    /// <param name="outputs">How many of the read-out's numbers are wanted (the first ones); at most n for Z, 2ⁿ otherwise.</param>
    /// <param name="normalize">Whether rows are divided by their norm. Without it the read-out must be <see cref="ReadOut.Amplitudes"/>, a linear map.</param>
    /// <param name="threads">How many threads share the tiles of the batch; results do not depend on it.</param>
    /// <exception cref="NotSupportedException">
    /// <see cref="ReadOut.Amplitudes"/> of a circuit that is not real, or more qubits than the simulator holds.
    /// </exception>
    public CircuitExecutor(Circuit circuit, ReadOut readOut, int outputs, bool normalize = true, int threads = 1)
        : this(circuit, readOut, outputs, new ExecutorOptions { Normalize = normalize, Threads = threads })
    {
    }

    /// <summary>Prepares the executor: recognises what the circuit is, lays out the work, allocates nothing per call later on.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="readOut">What is read from the register.</param>
    /// <param name="outputs">How many of the read-out's numbers are wanted (the first ones); at most n for Z, <see cref="States"/> otherwise.</param>
    /// <param name="options">How it is run: threads, normalisation, a Hamming weight.</param>
    /// <exception cref="NotSupportedException">
    /// <see cref="ReadOut.Amplitudes"/> of a circuit that is not real, more amplitudes than the simulator holds, or a Hamming weight that the
    /// circuit does not keep.
    /// </exception>
    public CircuitExecutor(Circuit circuit, ReadOut readOut, int outputs, ExecutorOptions options)
        : this(circuit, readOut, outputs, options, null, null)
    {
    }

    internal CircuitExecutor(
        Circuit circuit, ReadOut readOut, int outputs, bool normalize, int threads, Func<EngineSettings, BatchEngine<T>> createEngine)
        : this(circuit, readOut, outputs, new ExecutorOptions { Normalize = normalize, Threads = threads, Executor = ExecutorKind.StateVector }, createEngine, null)
    {
    }

    internal CircuitExecutor(
        Circuit circuit, ReadOut readOut, int outputs, ExecutorOptions options, Func<EngineSettings, BatchEngine<T>>? createEngine,
        Func<EngineSettings, SubspaceProgram, BatchEngine<T>>? createSubspace)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"numbers are float or double, not {typeof(T).Name}");
        if (!options.Normalize && readOut != ReadOut.Amplitudes)
            throw new ArgumentException($"{readOut} are read from a normalised state; without normalisation only amplitudes are", nameof(options));
        if (options.Executor is { } asked && asked == (options.HammingWeight is null ? ExecutorKind.Subspace : ExecutorKind.StateVector))
            throw new ArgumentException(
                $"the executor {asked} was asked for {(options.HammingWeight is { } k ? $"together with Hamming weight {k}" : "without a Hamming weight")}", nameof(options));
        (Circuit, ReadOut, Outputs, Options) = (circuit, readOut, outputs, options);
        var settings = new EngineSettings(circuit, readOut, outputs, options.Normalize, options.Threads, []);
        if (options.HammingWeight is { } weight)
        {
            var program = new SubspaceProgram(CircuitBlocks.Of(circuit), weight);
            States = program.Basis.Count;
            MostColumns = program.Start is null ? States : 1;
            RequireOutputs();
            _direct = (createSubspace ?? SubspaceEngine.Create<T>)(settings, program);
            _createDense = () => DenseEngine.Create<T>(settings, program);
            _costs = ExecutorCosts.OfSubspace(program, Unsafe.SizeOf<T>());
            return;
        }
        StateVectorWidth.Require(circuit);
        States = MostColumns = 1 << circuit.Qubits;
        RequireOutputs();
        var negative = readOut == ReadOut.Amplitudes ? AmplitudeSigns.Of(circuit, outputs) : [];
        _direct = (createEngine ?? BatchEngine<T>.Create)(settings with { NegativeAmplitudes = negative });
        _createDense = () => DenseEngine.Create<T>(settings, null);
        _costs = ExecutorCosts.OfStateVector(circuit, Unsafe.SizeOf<T>());
    }

    /// <summary>The tape.</summary>
    public Circuit Circuit { get; }

    /// <summary>What is read.</summary>
    public ReadOut ReadOut { get; }

    /// <summary>Numbers read per row.</summary>
    public int Outputs { get; }

    /// <summary>How it was asked to run.</summary>
    public ExecutorOptions Options { get; }

    /// <summary>Whether rows are divided by their norm.</summary>
    public bool Normalize => Options.Normalize;

    /// <summary>Threads that share a batch.</summary>
    public int Threads => Options.Threads;

    /// <summary>How many basis states there are: 2ⁿ, or C(n, k) for a Hamming weight.</summary>
    public int States { get; }

    /// <summary>Longest row of the input: <see cref="States"/>; one number for a loader in a subspace.</summary>
    public int MostColumns { get; }

    /// <summary>Which executor ran the last batch, and why; before the first one, what a batch of 64 rows would get.</summary>
    public ExecutorChoice Choice => ChoiceFor(_lastRows);

    /// <summary>Which executor a batch of so many rows gets, and why.</summary>
    public ExecutorChoice ChoiceFor(int rows) => Options.Executor is { } executor
        ? new ExecutorChoice(executor, "asked for by name")
        : _costs.Choose(rows);

    /// <summary>Runs the circuit on every row.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="input">[rows, columns], row-major, columns ≤ <see cref="MostColumns"/>.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="output">[rows, <see cref="Outputs"/>], row-major, overwritten.</param>
    public unsafe void Forward(ReadOnlySpan<double> theta, ReadOnlySpan<T> input, int columns, Span<T> output)
    {
        var rows = Rows(theta, input, columns);
        Require(output.Length == rows * Outputs, nameof(output), output.Length, rows * Outputs);
        fixed (T* inputs = input, outputs = output)
            lock (_oneCall)
                EngineFor(rows).Forward(theta, inputs, rows, columns, outputs);
    }

    /// <summary>The adjoint vector–Jacobian product, forward pass included.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="input">[rows, columns], as in <see cref="Forward"/>.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="gradOutput">[rows, <see cref="Outputs"/>]: gradient of the loss with respect to the output.</param>
    /// <param name="gradTheta">Gradient with respect to θ, summed over rows in a fixed order, overwritten; empty where it is not wanted.</param>
    /// <param name="gradInput">[rows, columns], overwritten: gradient with respect to the input as given (through the normalisation); empty where it is not wanted.</param>
    public unsafe void Backward(
        ReadOnlySpan<double> theta, ReadOnlySpan<T> input, int columns, ReadOnlySpan<T> gradOutput, Span<double> gradTheta, Span<T> gradInput)
    {
        var rows = Rows(theta, input, columns);
        Require(gradOutput.Length == rows * Outputs, nameof(gradOutput), gradOutput.Length, rows * Outputs);
        Require(gradTheta.IsEmpty || gradTheta.Length == Circuit.Parameters, nameof(gradTheta), gradTheta.Length, Circuit.Parameters);
        Require(gradInput.IsEmpty || gradInput.Length == input.Length, nameof(gradInput), gradInput.Length, input.Length);
        if (gradTheta.IsEmpty && gradInput.IsEmpty)
            return;
        fixed (T* inputs = input, gradOutputs = gradOutput, gradInputs = gradInput)
            lock (_oneCall)
                EngineFor(rows).Backward(theta, inputs, rows, columns, gradOutputs, gradTheta, gradInputs);
    }

    private int Rows(ReadOnlySpan<double> theta, ReadOnlySpan<T> input, int columns)
    {
        Require(theta.Length == Circuit.Parameters, nameof(theta), theta.Length, Circuit.Parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, MostColumns);
        var rows = input.Length / columns;
        Require(rows * columns == input.Length, nameof(input), input.Length, (rows + 1) * columns);
        return rows;
    }

    private BatchEngine<T> EngineFor(int rows)
    {
        _lastRows = rows;
        var isDense = Options.Executor is { } executor ? executor == ExecutorKind.Dense : _costs.PrefersDense(rows);
        return isDense ? _dense ??= _createDense() : _direct;
    }

    private void RequireOutputs() =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Outputs, ReadOut == ReadOut.PauliZ ? Circuit.Qubits : States, "outputs");

    private void Require(bool condition, string name, int found, int expected)
    {
        if (!condition)
            throw new ArgumentException($"{Circuit.Name}: {name} holds {found} numbers, expected {expected}", name);
    }
}
