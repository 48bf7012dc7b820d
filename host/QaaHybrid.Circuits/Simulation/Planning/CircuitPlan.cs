using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// A tape as passes over a real vector. Clifford gates go into a frame and move no data; what is left are plane rotations, merged where they
/// turn the same planes, gathered where they fit into registers together. Of the numbers the plan knows only their size.
/// </summary>
internal sealed class CircuitPlan
{
    /// <summary>A state of more qubits than this does not fit into memory once per vector lane.</summary>
    public const int MaxWidth = 24;

    // Many layers of a model run the same circuit, each with an executor of its own; their plan is one, and is gone with the circuit.
    private static readonly ConditionalWeakTable<Circuit, ConcurrentDictionary<int, CircuitPlan>> Known = new();

    private readonly List<PlanStep> _steps = [];

    /// <summary>The plan of a tape; the same for all who ask while the tape lives.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="size">Bytes of an amplitude in all lanes, a power of two.</param>
    public static CircuitPlan Of(Circuit circuit, int size) => Known.GetOrCreateValue(circuit).GetOrAdd(size, bytes => new CircuitPlan(circuit, bytes));

    private CircuitPlan(Circuit circuit, int size)
    {
        if (circuit.Width > MaxWidth)
            throw new NotSupportedException($"{circuit.Name} needs {circuit.Width} qubits; the state-vector simulator holds at most {MaxWidth}");
        var program = new PlaneProgram(circuit);
        foreach (var item in program.Items)
            Gather(item);
        // A fan by itself has a kernel of its own.
        for (var i = 0; i < _steps.Count; i++)
            if (_steps[i] is FanSweepStep { Fans: [var alone] })
                _steps[i] = alone;

        IsComplex = program.IsComplex;
        Layout = new StateLayout(circuit.Width + (IsComplex ? 1 : 0), size);
        var zero = Enumerable.Range(0, circuit.AuxiliaryQubits).Select(bit => 1u << bit);
        var live = new LiveSpace(IsComplex ? zero.Append(program.Imaginary) : zero);
        Segments = Segment.Cut(_steps, Layout, live);
        foreach (var step in _steps)
        {
            step.FirstSlot = Slots;
            Slots += step.Slots;
        }
        ReadOut = new ReadOutMap(new OutputPlaces(program, circuit, Layout.Bits), Layout);
    }

    /// <summary>Whether imaginary parts occur, up to one global phase; if not, real vectors stay real.</summary>
    public bool IsComplex { get; }

    /// <summary>How the state lies in memory.</summary>
    public StateLayout Layout { get; }

    /// <summary>The passes, first applied first.</summary>
    public List<PlanStep> Steps => _steps;

    /// <summary>The passes by blocks, first applied first.</summary>
    public Segment[] Segments { get; }

    /// <summary>How many derivatives a tile collects.</summary>
    public int Slots { get; }

    /// <summary>Where the amplitudes lie at the end.</summary>
    public ReadOutMap ReadOut { get; }

    /// <summary>The fans, those that share passes too.</summary>
    public IEnumerable<FanStep> Fans => _steps.SelectMany(step => step is FanSweepStep shared ? shared.Fans : step is FanStep fan ? [fan] : (IEnumerable<FanStep>)[]);

    // Single rotations gather in sweeps; several of the same pairs are a fan, and fans like those of RBS gates gather too.
    private void Gather(ProgramItem item)
    {
        if (item is not PlaneFan { Generators: var generators })
        {
            _steps.Add(new FlipStep((PlaneFlip)item));
            return;
        }
        if (generators.Count > 1)
        {
            GatherFan(new FanStep(generators));
            return;
        }
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            if (_steps[i] is SweepStep sweep && sweep.TryJoin(generators[0]))
                return;
            if (!_steps[i].CommutesWith(generators[0].Rotation))
                break;
        }
        _steps.Add(new SweepStep(generators[0]));
    }

    private void GatherFan(FanStep fan)
    {
        if (!FanSweepStep.Takes(fan))
        {
            _steps.Add(fan);
            return;
        }
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            if (_steps[i] is FanSweepStep sweep && sweep.TryJoin(fan))
                return;
            if (!fan.Generators.TrueForAll(generator => _steps[i].CommutesWith(generator.Rotation)))
                break;
        }
        _steps.Add(new FanSweepStep(fan));
    }
}
