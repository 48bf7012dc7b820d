namespace QaaHybrid.Circuits.Files;

/// <summary>Turns the document of a noise file into a model.</summary>
internal static class NoiseFileReader
{
    private static readonly Dictionary<string, GateKind[]> Kinds = Enum.GetValues<GateKind>()
        .Select(kind => new KeyValuePair<string, GateKind[]>(kind.ToString(), [kind])).Concat(
        [
            new("one_qubit", [.. GateArity.Kinds(1)]),
            new("two_qubit", [.. GateArity.Kinds(2)]),
            new("three_qubit", [.. GateArity.Kinds(3)]),
        ]).ToDictionary();

    private static readonly Dictionary<string, Func<NoiseFileNode, NoiseChannel>> Channels = new()
    {
        ["depolarizing"] = node => NoiseChannel.Depolarizing(node.Probability()),
        ["two_qubit_depolarizing"] = node => NoiseChannel.TwoQubitDepolarizing(node.Probability()),
        ["bit_flip"] = node => NoiseChannel.BitFlip(node.Probability()),
        ["phase_flip"] = node => NoiseChannel.PhaseFlip(node.Probability()),
        ["bit_phase_flip"] = node => NoiseChannel.BitPhaseFlip(node.Probability()),
        ["pauli"] = Pauli,
        ["amplitude_damping"] = node => NoiseChannel.AmplitudeDamping(node.Probability()),
        ["phase_damping"] = node => NoiseChannel.PhaseDamping(node.Probability()),
    };

    public static NoiseModel Read(string text, string file)
    {
        var map = NoiseFileNode.Parse(text, file).Map("name", "rules", "before_measurement", "read_out");
        return new NoiseModel(
            map.GetValueOrDefault("name")?.Name() ?? file,
            map.GetValueOrDefault("rules")?.List("rules").Select(Rule) ?? [],
            map.GetValueOrDefault("before_measurement")?.List("channels").Select(OnOneQubit),
            map.GetValueOrDefault("read_out")?.List("read-out errors").Select(ReadOut));
    }

    private static NoiseRule Rule(NoiseFileNode node)
    {
        var map = node.Map("gates", "qubits", "channels");
        if (!map.TryGetValue("channels", out var channels))
            throw node.Refuse("the key channels in it, a list of channels such as depolarizing: 0.001");
        GateKind[]? gates = map.TryGetValue("gates", out var names) ? [.. names.List("gates").SelectMany(name => name.Choice(Kinds))] : null;
        var wide = gates is not null && Array.TrueForAll(gates, gate => GateArity.Of(gate) == 2);
        return new NoiseRule(
            channels.List("channels").Select(channel => Channel(channel) is var made && (made.Qubits == 1 || wide)
                ? made
                : throw channel.Refuse("noise on one qubit; noise on a pair is for rules whose gates are all of two qubits (gates: [two_qubit])")),
            gates, Qubits(map));
    }

    private static ReadOutRule ReadOut(NoiseFileNode node)
    {
        var map = node.Map("qubits", "p01", "p10");
        var error = new ReadOutError(map.GetValueOrDefault("p01")?.Probability() ?? 0, map.GetValueOrDefault("p10")?.Probability() ?? 0);
        return new ReadOutRule(error, Qubits(map));
    }

    private static IEnumerable<int>? Qubits(Dictionary<string, NoiseFileNode> map) =>
        map.GetValueOrDefault("qubits")?.List("qubits").Select(qubit => qubit.Qubit());

    private static NoiseChannel OnOneQubit(NoiseFileNode node) => Channel(node) is { Qubits: 1 } channel
        ? channel
        : throw node.Refuse("noise on one qubit: qubits are measured one by one");

    private static NoiseChannel Channel(NoiseFileNode node) => node.Map(Channels.Keys).ToArray() is [var (kind, value)]
        ? Channels[kind](value)
        : throw node.Refuse("one channel, such as depolarizing: 0.001");

    // X, Y, Z or pairs of letters with their probabilities; the rest is the identity's.
    private static PauliChannel Pauli(NoiseFileNode node)
    {
        string[] one = [.. Enumerable.Range(1, 3).Select(pauli => PauliChannel.Name(pauli, 1))];
        string[] two = [.. Enumerable.Range(1, 15).Select(pauli => PauliChannel.Name(pauli, 2))];
        var map = node.Map([.. one, .. two]);
        var isPair = map.Keys.Any(two.Contains);
        if (isPair && map.Keys.Any(one.Contains))
            throw node.Refuse("Paulis of one qubit or of two, not both");
        double[] errors = [.. (isPair ? two : one).Select(name => map.GetValueOrDefault(name)?.Probability() ?? 0)];
        return errors.Sum() <= 1
            ? new PauliChannel([1 - errors.Sum(), .. errors])
            : throw node.Refuse($"probabilities that sum to at most 1, not {errors.Sum():g6}");
    }
}
