namespace QaaHybrid.Circuits;

/// <summary>Which gates are followed by which noise. Immutable.</summary>
public sealed class NoiseRule
{
    private static readonly GateKind[] All = Enum.GetValues<GateKind>();

    private readonly HashSet<GateKind> _gates;
    private readonly HashSet<int>? _qubits;

    /// <summary>Makes a rule.</summary>
    /// <param name="channels">
    /// What follows such a gate, in this order. A channel of one qubit acts on each of the gate's qubits, the first one first; a channel of
    /// two acts once on the pair, in the gate's order.
    /// </param>
    /// <param name="gates">The kinds of gates it is for; null means all.</param>
    /// <param name="qubits">It is for gates whose qubits are all among these; null means any. Auxiliary qubits count on from the register.</param>
    /// <exception cref="ArgumentException">A channel of two qubits is to follow gates of one or three.</exception>
    public NoiseRule(IEnumerable<NoiseChannel> channels, IEnumerable<GateKind>? gates = null, IEnumerable<int>? qubits = null)
    {
        Channels = [.. channels];
        _gates = [.. gates ?? All];
        _qubits = qubits is null ? null : [.. qubits];
        if (Channels.Any(channel => channel.Qubits == 2) && _gates.Any(gate => GateArity.Of(gate) != 2))
            throw new ArgumentException(
                $"noise on a pair can follow gates of two qubits only, not {_gates.First(gate => GateArity.Of(gate) != 2)}", nameof(channels));
    }

    /// <summary>What follows a gate, in order.</summary>
    public IReadOnlyList<NoiseChannel> Channels { get; }

    /// <summary>The kinds of gates it is for.</summary>
    public IReadOnlySet<GateKind> Gates => _gates;

    /// <summary>The qubits it is for; null means any.</summary>
    public IReadOnlySet<int>? Qubits => _qubits;

    /// <summary>Whether the rule is for this gate.</summary>
    public bool Covers(Gate gate) => _gates.Contains(gate.Kind)
        && (_qubits is null || (_qubits.Contains(gate.Q0) && (gate.Q1 < 0 || _qubits.Contains(gate.Q1)) && (gate.Q2 < 0 || _qubits.Contains(gate.Q2))));

    /// <summary>The rule where only some qubits are left, under new numbers.</summary>
    internal NoiseRule OnQubits(int[] qubits) =>
        new(Channels, _gates, _qubits is null ? null : Enumerable.Range(0, qubits.Length).Where(i => _qubits.Contains(qubits[i])));
}
