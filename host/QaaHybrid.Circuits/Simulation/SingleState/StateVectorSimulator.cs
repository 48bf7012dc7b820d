using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>
/// Runs one circuit on one state vector, from |0…0⟩, real or complex amplitudes, and reads amplitudes, probabilities and ⟨Z⟩. Amplitudes come
/// with the phase that the gates' matrices give, the global one included, as <see cref="ReferenceSimulator"/> has it.
/// </summary>
/// <remarks>
/// A basis state is a number whose most significant bit is the first qubit. Only the register is read, where the auxiliary qubits are in |0⟩: the
/// sum of the probabilities is less than 1 where a circuit leaves them in another state. Calls of one simulator follow each other; they are
/// not made at once.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class StateVectorSimulator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The widest circuit, auxiliary qubits included; memory may be short before: 2ⁿ numbers, twice as many for complex states.</summary>
    public const int MaxWidth = 28;

    private readonly Complex[] _state;

    /// <summary>Prepares the simulator.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="threads">How many threads share the state; results do not depend on it.</param>
    /// <param name="keepComplex">Whether imaginary parts are kept although a real circuit on a real state has none.</param>
    /// <exception cref="NotSupportedException">More than <see cref="MaxWidth"/> qubits.</exception>
    public StateVectorSimulator(Circuit circuit, int threads = 1, bool keepComplex = false)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (circuit.Width > MaxWidth)
            throw new NotSupportedException($"{circuit.Name} needs {circuit.Width} qubits; the state-vector simulator holds at most {MaxWidth}");
        Circuit = circuit;
        Threads = threads;
        KeepComplex = keepComplex;
        _state = new Complex[1 << circuit.Width];
    }

    /// <summary>The tape.</summary>
    public Circuit Circuit { get; }

    /// <summary>Threads that share the state.</summary>
    public int Threads { get; }

    /// <summary>Whether imaginary parts are kept where there are none.</summary>
    public bool KeepComplex { get; }

    /// <summary>Runs the circuit from |0…0⟩.</summary>
    /// <param name="theta">Parameters, radians.</param>
    public void Run(ReadOnlySpan<double> theta) => Run(theta, [Complex.One]);

    /// <summary>Runs the circuit from real amplitudes.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="amplitudes">At most 2ⁿ; the rest is zero. They are taken as they are, not normalised.</param>
    public void Run(ReadOnlySpan<double> theta, ReadOnlySpan<T> amplitudes)
    {
        RequireAtMost(1 << Circuit.Qubits, amplitudes.Length, nameof(amplitudes));
        Array.Clear(_state);
        for (var l = 0; l < amplitudes.Length; l++)
            _state[l << Circuit.AuxiliaryQubits] = double.CreateChecked(amplitudes[l]);
        ReferenceSimulator.Apply(Circuit, theta, _state);
    }

    /// <summary>Runs the circuit from complex amplitudes.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="amplitudes">At most 2ⁿ; the rest is zero. They are taken as they are, not normalised.</param>
    public void Run(ReadOnlySpan<double> theta, ReadOnlySpan<Complex> amplitudes)
    {
        RequireAtMost(1 << Circuit.Qubits, amplitudes.Length, nameof(amplitudes));
        Array.Clear(_state);
        for (var l = 0; l < amplitudes.Length; l++)
            _state[l << Circuit.AuxiliaryQubits] = amplitudes[l];
        ReferenceSimulator.Apply(Circuit, theta, _state);
    }

    /// <summary>Reads the first amplitudes of the register.</summary>
    /// <param name="target">At most 2ⁿ numbers, overwritten.</param>
    public void ReadAmplitudes(Span<Complex> target)
    {
        RequireAtMost(1 << Circuit.Qubits, target.Length, nameof(target));
        for (var l = 0; l < target.Length; l++)
            target[l] = _state[l << Circuit.AuxiliaryQubits];
    }

    /// <summary>Reads |amplitude|² of the first basis states of the register.</summary>
    /// <param name="target">At most 2ⁿ numbers, overwritten.</param>
    public void ReadProbabilities(Span<T> target)
    {
        RequireAtMost(1 << Circuit.Qubits, target.Length, nameof(target));
        for (var l = 0; l < target.Length; l++)
        {
            var a = _state[l << Circuit.AuxiliaryQubits];
            target[l] = T.CreateChecked(a.Real * a.Real + a.Imaginary * a.Imaginary);
        }
    }

    /// <summary>Reads ⟨Z_q⟩ of the first qubits.</summary>
    /// <param name="target">At most n numbers, overwritten.</param>
    public void ReadExpectations(Span<T> target)
    {
        RequireAtMost(Circuit.Qubits, target.Length, nameof(target));
        var z = ReferenceSimulator.Read(Circuit, _state, ReadOut.PauliZ);
        for (var q = 0; q < target.Length; q++)
            target[q] = T.CreateChecked(z[q]);
    }

    private void RequireAtMost(int most, int found, string name)
    {
        if (found > most)
            throw new ArgumentException($"{Circuit.Name}: {name} holds {found} numbers, {Circuit.Qubits} qubits have at most {most} of them", name);
    }
}
