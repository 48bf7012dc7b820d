using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>
/// Runs one circuit on a batch of real vectors and differentiates it: what <c>QuantumLayer</c> calls in every training step.
/// Row i of the input, zero-padded to 2ⁿ and (optionally) divided by its L2 norm, is the state the circuit starts from.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CircuitExecutor<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Prepares the executor: recognises real circuits, lays out the work, allocates nothing per call later on.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="readOut">What is read from the register.</param>
    /// <param name="outputs">How many of the read-out's numbers are wanted (the first ones); at most n for Z, 2ⁿ otherwise.</param>
    /// <param name="normalize">Whether rows are divided by their norm. Without it the read-out must be <see cref="ReadOut.Amplitudes"/>, a linear map.</param>
    /// <param name="threads">How many threads share the tiles of the batch; results do not depend on it.</param>
    /// <exception cref="NotSupportedException"><see cref="ReadOut.Amplitudes"/> of a circuit that is not real.</exception>
    public CircuitExecutor(Circuit circuit, ReadOut readOut, int outputs, bool normalize = true, int threads = 1)
    {
        Circuit = circuit;
        ReadOut = readOut;
        Outputs = outputs;
        Normalize = normalize;
        Threads = threads;
    }

    /// <summary>The tape.</summary>
    public Circuit Circuit { get; }

    /// <summary>What is read.</summary>
    public ReadOut ReadOut { get; }

    /// <summary>Numbers read per row.</summary>
    public int Outputs { get; }

    /// <summary>Whether rows are divided by their norm.</summary>
    public bool Normalize { get; }

    /// <summary>Threads that share a batch.</summary>
    public int Threads { get; }

    /// <summary>Runs the circuit on every row.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="input">[rows, columns], row-major, columns ≤ 2ⁿ.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="output">[rows, <see cref="Outputs"/>], row-major, overwritten.</param>
    public void Forward(ReadOnlySpan<double> theta, ReadOnlySpan<T> input, int columns, Span<T> output) => throw new NotSupportedException();

    /// <summary>The adjoint vector–Jacobian product, forward pass included.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="input">[rows, columns], as in <see cref="Forward"/>.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="gradOutput">[rows, <see cref="Outputs"/>]: gradient of the loss with respect to the output.</param>
    /// <param name="gradTheta">Gradient with respect to θ, summed over rows in a fixed order, overwritten; empty where it is not wanted.</param>
    /// <param name="gradInput">[rows, columns], overwritten: gradient with respect to the input as given (through the normalisation); empty where it is not wanted.</param>
    public void Backward(
        ReadOnlySpan<double> theta, ReadOnlySpan<T> input, int columns, ReadOnlySpan<T> gradOutput, Span<double> gradTheta, Span<T> gradInput)
        => throw new NotSupportedException();
}
