namespace QaaHybrid.Circuits.Tests;

public class NoiseFileTest
{
    [Test]
    public void The_example_is_read()
    {
        var model = NoiseModel.Load(Repository.File("experiments", "recipes", "noise", "example.yaml"));

        Assert.Multiple(() =>
        {
            Assert.That(model.Name, Is.EqualTo("example"));
            Assert.That(model.Rules, Has.Count.EqualTo(4));
            Assert.That(model.ReadOut(0), Is.EqualTo(new ReadOutError(0.012, 0.045)));
            Assert.That(model.ReadOut(5), Is.EqualTo(new ReadOutError(0.008, 0.025)));
            Assert.That(model.BeforeMeasurement, Has.Count.EqualTo(1));
            Assert.That(Pair(0, 1), Is.EqualTo(0.015).Within(1e-15));
            Assert.That(Pair(1, 2), Is.EqualTo(0.008).Within(1e-15));
            Assert.That(model.After(new Gate(GateKind.RZ, 0)), Is.Empty);
            Assert.That(model.After(new Gate(GateKind.CCX, 0, 1, 2)), Is.Empty);
            Assert.That(model.After(new Gate(GateKind.CX, 2, 1)).Select(site => (site.Q0, site.Q1)),
                Is.EqualTo(new[] { (2, 1), (2, -1), (1, -1), (2, -1), (1, -1) }), "the pair, then decay and dephasing on each");
        });

        double Pair(int control, int target) => 1 - ((PauliChannel)model.After(new Gate(GateKind.CX, control, target)).First().Channel).Probabilities[0];
    }

    [Test]
    public void Every_channel_can_be_written()
    {
        var model = NoiseModel.Parse(
            """
            {
              "rules": [
                { "gates": ["CX"], "channels": [{ "two_qubit_depolarizing": 0.15 }, { "pauli": { "XX": 0.1, "ZI": 0.2 } }] },
                { "channels": [{ "depolarizing": 0.3 }, { "bit_flip": 0.1 }, { "phase_flip": 0.2 }, { "bit_phase_flip": 0.3 },
                               { "pauli": { "Z": 0.2 } }, { "phase_damping": 0.64 }, { "amplitude_damping": 0.4 }] }
              ]
            }
            """,
            "all.json");
        double[][] one = [.. model.Rules[1].Channels.OfType<PauliChannel>().Select(channel => channel.Probabilities.ToArray())];
        double[][] expected = [[0.7, 0.1, 0.1, 0.1], [0.9, 0.1, 0, 0], [0.8, 0, 0, 0.2], [0.7, 0, 0.3, 0], [0.8, 0, 0, 0.2], [0.8, 0, 0, 0.2]];
        var pair = ((PauliChannel)model.Rules[0].Channels[1]).Probabilities;

        Assert.Multiple(() =>
        {
            Assert.That(model.Name, Is.EqualTo("all.json"));
            Assert.That(one.SelectMany(p => p), Is.EqualTo(expected.SelectMany(p => p)).Within(1e-15));
            Assert.That(((AmplitudeDampingChannel)model.Rules[1].Channels[6]).Gamma, Is.EqualTo(0.4));
            Assert.That((pair[0], pair[5], pair[12]), Is.EqualTo((0.7, 0.1, 0.2)).Within(1e-15), "II, XX, ZI");
        });
    }

    [TestCase("rules: [{ chanels: [] }]", "noise.yaml, line 1: rules[0].chanels: is no known key; did you mean 'channels'? allowed: gates, qubits, channels")]
    [TestCase("rules:\n  - channels:\n      - depolarising: 0.1", "noise.yaml, line 3: rules[0].channels[0].depolarising: is no known key; did you mean 'depolarizing'?")]
    [TestCase("rules:\n  - channels:\n      - bit_flip: 1.5", "noise.yaml, line 3: rules[0].channels[0].bit_flip: found '1.5', expected a probability from 0 to 1")]
    [TestCase("rules:\n  - channels:\n      - bit_flip: nan", "found 'nan', expected a probability")]
    [TestCase("rules:\n  - gates: [CX]", "noise.yaml, line 2: rules[0]: found a map, expected the key channels in it")]
    [TestCase("rules:\n  - gates: [CNOT]\n    channels: []", "noise.yaml, line 2: rules[0].gates[0]: found 'CNOT', expected")]
    [TestCase("rules:\n  - gates: [RY, CX]\n    channels: [{ two_qubit_depolarizing: 0.1 }]", "line 3: rules[0].channels[0]: found a map, expected noise on one qubit")]
    [TestCase("rules:\n  - channels: [{ two_qubit_depolarizing: 0.1 }]", "expected noise on one qubit")]
    [TestCase("rules: [{ channels: [{ bit_flip: 0.1, phase_flip: 0.1 }] }]", "expected one channel")]
    [TestCase("rules: [{ qubits: [-1], channels: [] }]", "rules[0].qubits[0]: found '-1', expected the number of a qubit")]
    [TestCase("rules: [{ channels: [{ pauli: { X: 0.7, Z: 0.6 } }] }]", "sum to at most 1, not 1.3")]
    [TestCase("rules: [{ gates: [CX], channels: [{ pauli: { X: 0.1, ZZ: 0.1 } }] }]", "of one qubit or of two, not both")]
    [TestCase("before_measurement: [{ two_qubit_depolarizing: 0.1 }]", "before_measurement[0]: found a map, expected noise on one qubit")]
    [TestCase("read_out: { p01: 0.1 }", "noise.yaml, line 1: read_out: found a map, expected a list of read-out errors")]
    [TestCase("- 1", "noise.yaml, line 1: found a list, expected a map with the keys name, rules, before_measurement, read_out")]
    [TestCase("rules: [", "noise.yaml")]
    [TestCase("", "noise.yaml: holds 0 documents")]
    public void What_does_not_fit_is_refused_by_file_line_and_key(string text, string message) =>
        Assert.That(() => NoiseModel.Parse(text, "noise.yaml"), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));
}
