namespace QaaHybrid.Circuits;

/// <summary>
/// Where which noise acts. Every gate of a tape, on register and auxiliary qubits alike, is applied without error and then followed by the
/// channels of the <em>first</em> rule that covers it, or by none. After the last gate, and whether or not there are gates, the channels
/// before measurement act on every qubit of the register, in order; then each is read with its read-out error. Loading an input is free
/// of noise, as are qubits that no gate touches. Immutable.
/// </summary>
public sealed partial class NoiseModel
{
    private readonly NoiseRule[] _rules;
    private readonly NoiseChannel[] _beforeMeasurement;
    private readonly ReadOutRule[] _readOut;

    /// <summary>Makes a model.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="rules">What follows which gates; of several rules for one gate the first counts.</param>
    /// <param name="beforeMeasurement">Channels of one qubit that act on each qubit of the register before it is measured, in this order.</param>
    /// <param name="readOut">Errors of reading; of several for one qubit the first counts, a qubit of none is read without error.</param>
    public NoiseModel(
        string name, IEnumerable<NoiseRule> rules, IEnumerable<NoiseChannel>? beforeMeasurement = null, IEnumerable<ReadOutRule>? readOut = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _rules = [.. rules];
        _beforeMeasurement = [.. beforeMeasurement ?? []];
        _readOut = [.. readOut ?? []];
        if (_beforeMeasurement.Any(channel => channel.Qubits != 1))
            throw new ArgumentException($"{name}: qubits are measured one by one; noise before it is on one qubit", nameof(beforeMeasurement));
    }

    /// <summary>No noise at all.</summary>
    public static NoiseModel None { get; } = new("none", []);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What follows which gates; the first that covers a gate counts.</summary>
    public IReadOnlyList<NoiseRule> Rules => _rules;

    /// <summary>What acts on each qubit of the register before it is measured.</summary>
    public IReadOnlyList<NoiseChannel> BeforeMeasurement => _beforeMeasurement;

    /// <summary>
    /// The noise of Microsoft's Q# simulator (<c>ConfigurePauliNoise</c>): after every gate on each of its qubits, and again before each
    /// measurement, X, Y or Z with these probabilities.
    /// </summary>
    public static NoiseModel LikeQSharp(double x, double y, double z)
    {
        var pauli = NoiseChannel.Pauli(x, y, z);
        return new NoiseModel("qsharp", [new NoiseRule([pauli])], [pauli]);
    }

    /// <summary>The same depolarising noise after all gates of one qubit, and of two; none after gates of three.</summary>
    /// <param name="oneQubit">Probability of an error after a gate of one qubit.</param>
    /// <param name="twoQubit">Probability of an error on the pair after a gate of two.</param>
    /// <param name="readOut">How often each qubit is read wrongly.</param>
    public static NoiseModel Depolarizing(double oneQubit, double twoQubit, ReadOutError readOut = default) => new(
        "depolarizing",
        [
            new NoiseRule([NoiseChannel.Depolarizing(oneQubit)], GateArity.Kinds(1)),
            new NoiseRule([NoiseChannel.TwoQubitDepolarizing(twoQubit)], GateArity.Kinds(2)),
        ],
        readOut: [new ReadOutRule(readOut)]);

    /// <summary>How often a qubit of the register is read wrongly.</summary>
    public ReadOutError ReadOut(int qubit)
    {
        foreach (var rule in _readOut)
            if (rule.Covers(qubit))
                return rule.Error;
        return default;
    }

    /// <summary>The same noise where only some qubits are left, under new numbers: number i is the qubit that was <paramref name="qubits"/>[i].</summary>
    internal NoiseModel OnQubits(int[] qubits) =>
        new(Name, _rules.Select(rule => rule.OnQubits(qubits)), _beforeMeasurement, _readOut.Select(rule => rule.OnQubits(qubits)));

    /// <summary>What follows a gate, in order.</summary>
    internal IEnumerable<NoiseSite> After(Gate gate)
    {
        var rule = Array.Find(_rules, rule => rule.Covers(gate));
        foreach (var channel in rule?.Channels ?? [])
            if (channel.IsIdentity)
                continue;
            else if (channel.Qubits == 2)
                yield return new NoiseSite(channel, gate.Q0, gate.Q1);
            else
                for (var i = 0; i < gate.Arity; i++)
                    yield return new NoiseSite(channel, i == 0 ? gate.Q0 : i == 1 ? gate.Q1 : gate.Q2, -1);
    }

    /// <summary>What acts on a qubit before it is measured, in order.</summary>
    internal IEnumerable<NoiseSite> Before(int measuredQubit) =>
        _beforeMeasurement.Where(channel => !channel.IsIdentity).Select(channel => new NoiseSite(channel, measuredQubit, -1));
}

/// <summary>A channel and the qubits it acts on; the second is -1 for a channel of one.</summary>
internal readonly record struct NoiseSite(NoiseChannel Channel, int Q0, int Q1);
