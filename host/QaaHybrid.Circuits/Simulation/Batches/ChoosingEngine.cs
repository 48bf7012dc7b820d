using System.Numerics;

namespace QaaHybrid.Circuits.Batches;

/// <summary>
/// Rows in the lanes of registers, or the amplitudes of one row after the other: whichever takes less time for the rows of a call. Both are planned when
/// they are first needed.
/// </summary>
internal sealed unsafe class ChoosingEngine<T> : BatchEngine<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Circuit _circuit;
    private readonly int _lanes;
    private readonly int _threads;
    private readonly Lazy<BatchEngine<T>> _many;
    private readonly Lazy<BatchEngine<T>> _few;

    /// <summary>Makes the engine.</summary>
    /// <param name="settings">What is to be done.</param>
    /// <param name="lanes">Numbers in a register.</param>
    /// <param name="many">Makes the engine whose lanes are rows.</param>
    /// <param name="few">Makes the engine whose lanes are amplitudes.</param>
    public ChoosingEngine(EngineSettings settings, int lanes, Func<BatchEngine<T>> many, Func<BatchEngine<T>> few)
    {
        (_circuit, _lanes, _threads) = (settings.Circuit, lanes, settings.Threads);
        if (_circuit.Width > StateVectorSimulator<T>.MaxWidth)
            throw new NotSupportedException(
                $"{_circuit.Name} needs {_circuit.Width} qubits; the state-vector simulator holds at most {StateVectorSimulator<T>.MaxWidth}");
        _many = new Lazy<BatchEngine<T>>(many);
        _few = new Lazy<BatchEngine<T>>(few);
    }

    public override void Forward(ReadOnlySpan<double> theta, T* input, int rows, int columns, T* output) =>
        Of(rows).Forward(theta, input, rows, columns, output);

    public override void Backward(
        ReadOnlySpan<double> theta, T* input, int rows, int columns, T* gradOutput, Span<double> gradTheta, T* gradInput) =>
        Of(rows).Backward(theta, input, rows, columns, gradOutput, gradTheta, gradInput);

    /// <summary>
    /// Whether rows had better run one by one. A full tile costs 1 and leaves threads without a tile idle; a row alone costs a share of that which was
    /// measured (experiments/benchmarks/README.md), and all threads share it or take rows of their own.
    /// </summary>
    public static bool AreFew(int rows, int width, int lanes, int threads)
    {
        if (width > Planning.CircuitPlan.MaxWidth)
            return true;
        var share = width switch { < 10 => 1, < 12 => 0.5, < 14 => 0.3, _ => 0.22 } * 16 / lanes;
        var tiles = (rows + lanes - 1) / lanes;
        var rounds = (tiles + threads - 1) / threads;
        return width >= 10 && rows * share < rounds * Math.Min(rows, threads);
    }

    private BatchEngine<T> Of(int rows) => (AreFew(rows, _circuit.Width, _lanes, _threads) ? _few : _many).Value;
}
