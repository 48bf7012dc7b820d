using System.Numerics;
using QaaHybrid.Circuits.SingleState;

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

    private readonly Dictionary<StateStart, (StateRunner<T> Runner, StateAngles<T> Angles)> _runners = [];
    private readonly StateMemory<T> _memory = new();
    private StateRunner<T>? _last;

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
    }

    /// <summary>The tape.</summary>
    public Circuit Circuit { get; }

    /// <summary>Threads that share the state.</summary>
    public int Threads { get; }

    /// <summary>Whether imaginary parts are kept where there are none.</summary>
    public bool KeepComplex { get; }

    /// <summary>Runs the circuit from |0…0⟩.</summary>
    /// <param name="theta">Parameters, radians.</param>
    public unsafe void Run(ReadOnlySpan<double> theta)
    {
        var (runner, angles) = Prepare(StateStart.Zero, theta);
        runner.Ket[0] = T.One;
        runner.Forward(angles);
    }

    /// <summary>Runs the circuit from real amplitudes.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="amplitudes">At most 2ⁿ; the rest is zero. They are taken as they are, not normalised.</param>
    public unsafe void Run(ReadOnlySpan<double> theta, ReadOnlySpan<T> amplitudes)
    {
        RequireAtMost(1 << Circuit.Qubits, amplitudes.Length, nameof(amplitudes));
        var (runner, angles) = Prepare(StateStart.Real, theta);
        for (var l = 0; l < amplitudes.Length; l++)
            runner.Ket[l << Circuit.AuxiliaryQubits] = amplitudes[l];
        runner.Forward(angles);
    }

    /// <summary>Runs the circuit from complex amplitudes.</summary>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="amplitudes">At most 2ⁿ; the rest is zero. They are taken as they are, not normalised.</param>
    public unsafe void Run(ReadOnlySpan<double> theta, ReadOnlySpan<Complex> amplitudes)
    {
        RequireAtMost(1 << Circuit.Qubits, amplitudes.Length, nameof(amplitudes));
        var (runner, angles) = Prepare(StateStart.Complex, theta);
        var imaginary = runner.Ket + runner.Plan.Imaginary;
        for (var l = 0; l < amplitudes.Length; l++)
        {
            runner.Ket[l << Circuit.AuxiliaryQubits] = T.CreateTruncating(amplitudes[l].Real);
            imaginary[l << Circuit.AuxiliaryQubits] = T.CreateTruncating(amplitudes[l].Imaginary);
        }
        runner.Forward(angles);
    }

    /// <summary>Reads the first amplitudes of the register.</summary>
    /// <param name="target">At most 2ⁿ numbers, overwritten.</param>
    /// <exception cref="InvalidOperationException">Nothing was run yet.</exception>
    public unsafe void ReadAmplitudes(Span<Complex> target)
    {
        RequireAtMost(1 << Circuit.Qubits, target.Length, nameof(target));
        var runner = Last;
        var phases = new Complex[4];
        for (var power = 0; power < 4; power++)
            phases[power] = runner.Plan.Places.GlobalPhase * Complex.FromPolarCoordinates(1, power * Math.PI / 2);
        for (var l = 0; l < target.Length; l++)
        {
            var at = runner.Output.At(l);
            var imaginary = runner.Plan.Imaginary == 0 ? T.Zero : runner.Ket[at | runner.Plan.Imaginary];
            target[l] = phases[runner.Output.Power(l)] * new Complex(double.CreateTruncating(runner.Ket[at]), double.CreateTruncating(imaginary));
        }
    }

    /// <summary>Reads |amplitude|² of the first basis states of the register.</summary>
    /// <param name="target">At most 2ⁿ numbers, overwritten.</param>
    /// <exception cref="InvalidOperationException">Nothing was run yet.</exception>
    public unsafe void ReadProbabilities(Span<T> target)
    {
        RequireAtMost(1 << Circuit.Qubits, target.Length, nameof(target));
        fixed (T* numbers = target)
            Last.Probabilities(T.One, numbers, target.Length);
    }

    /// <summary>Reads ⟨Z_q⟩ of the first qubits.</summary>
    /// <param name="target">At most n numbers, overwritten.</param>
    /// <exception cref="InvalidOperationException">Nothing was run yet.</exception>
    public unsafe void ReadExpectations(Span<T> target)
    {
        RequireAtMost(Circuit.Qubits, target.Length, nameof(target));
        fixed (T* numbers = target)
            Last.Expectations(T.One, numbers, target.Length);
    }

    private StateRunner<T> Last => _last ?? throw new InvalidOperationException($"{Circuit.Name}: the simulator has not run yet, there is no state to read");

    private (StateRunner<T>, StateAngles<T>) Prepare(StateStart start, ReadOnlySpan<double> theta)
    {
        if (theta.Length != Circuit.Parameters)
            throw new ArgumentException($"{Circuit.Name} has {Circuit.Parameters} parameters, {theta.Length} values were given", nameof(theta));
        if (!_runners.TryGetValue(start, out var of))
        {
            var runner = StateRunner<T>.Create(Circuit, start, KeepComplex, _memory, Threads);
            _runners.Add(start, of = (runner, new StateAngles<T>(runner.Plan)));
        }
        of.Angles.Set(theta);
        of.Runner.Clear();
        _last = of.Runner;
        return of;
    }

    private void RequireAtMost(int most, int found, string name)
    {
        if (found > most)
            throw new ArgumentException($"{Circuit.Name}: {name} holds {found} numbers, {Circuit.Qubits} qubits have at most {most} of them", name);
    }
}
