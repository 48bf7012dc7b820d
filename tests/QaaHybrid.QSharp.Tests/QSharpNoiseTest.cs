using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>
/// <see cref="NoiseModel.LikeQSharp"/> against the noise of Microsoft's simulator, on tapes of plain gates: shots there, exact probabilities
/// here.
/// </summary>
public class QSharpNoiseTest
{
    private static readonly QSharpNoise Noise = new(X: 0.04, Y: 0.02, Z: 0.07);
    private static readonly NoisyBackend Ours = new(NoiseModel.LikeQSharp(Noise.X, Noise.Y, Noise.Z));

    [Test]
    public async Task Every_kind_of_gate_is_followed_by_the_same_noise()
    {
        foreach (var kind in Enum.GetValues<GateKind>())
        {
            // Many times, so that errors after it outweigh all others, between rotations that make all of them visible.
            Gate gate = kind == GateKind.CCX ? new(kind, 0, 2, 1)
                : kind is GateKind.CX or GateKind.CY or GateKind.CZ or GateKind.SWAP ? new(kind, 2, 0)
                : kind is GateKind.RXX or GateKind.RYY or GateKind.RZZ ? new(kind, 2, 0, -1, Angle.Constant(0.9))
                : new(kind, 1, Angle.Constant(0.9));
            Gate[] before = [.. Enumerable.Range(0, 3).Select(q => new Gate(GateKind.RY, q, Angle.Constant(0.6 + 0.5 * q)))];
            Gate[] after = [.. Enumerable.Range(0, 3).Select(q => new Gate(GateKind.RX, q, Angle.Constant(1.1 - 0.3 * q)))];
            await Compare(new Circuit(kind.ToString(), 3, 0, 0, [.. before, .. Enumerable.Repeat(gate, 7), .. after]), shots: 2000, seed: (int)kind);
        }
    }

    [Test]
    public Task Noise_acts_before_measurement_even_without_gates() => Compare(new Circuit("nothing", 2, 0, 0, []), shots: 4000, seed: 1);

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Random_circuits_have_the_same_probabilities(int seed)
    {
        var random = new Random(seed);
        var kinds = Enum.GetValues<GateKind>();
        var gates = Enumerable.Range(0, 12).Select(_ =>
        {
            int[] order = [0, 1, 2];
            random.Shuffle(order);
            var kind = kinds[random.Next(kinds.Length)];
            var isWide = kind == GateKind.CCX;
            return new Gate(
                kind, order[0], isWide || kind >= GateKind.RXX ? order[1] : -1, isWide ? order[2] : -1, Angle.Constant(random.NextDouble() * 6 - 3));
        });
        await Compare(new Circuit($"random {seed}", 3, 0, 0, [.. gates]), shots: 4000, seed);
    }

    private static async Task Compare(Circuit circuit, int shots, int seed)
    {
        var body = string.Join(" ", circuit.Gates.Select(Text));
        var run = await SharedEngine.Engine.RunAsync(
            null, $"{{ use q = Qubit[{circuit.Qubits}]; {body} Std.Measurement.MResetEachZ(q) }}", shots, seed, Noise);
        var probabilities = (await Ours.RunAsync([new BackendRun(circuit, [])]))[0].Probabilities!;
        var counts = run.Values.CountBy(value => value).ToDictionary();
        for (var l = 0; l < probabilities.Count; l++)
        {
            var bits = Measurement.BitString(l, circuit.Qubits).Select(bit => bit == '1' ? "One" : "Zero");
            var found = counts.GetValueOrDefault($"[{string.Join(", ", bits)}]") / (double)shots;
            var error = Math.Sqrt(probabilities[l] * (1 - probabilities[l]) / shots);
            Assert.That(found, Is.EqualTo(probabilities[l]).Within(4.5 * error), $"{circuit.Name}, basis state {l}");
        }
    }

    // A gate in Q#.
    private static string Text(Gate gate)
    {
        var qubits = string.Join(", ", new[] { gate.Q0, gate.Q1, gate.Q2 }.Where(q => q >= 0).Select(q => $"q[{q}]"));
        var angle = gate.Angle.Offset.ToString("0.0###############", CultureInfo.InvariantCulture);
        return gate.Kind switch
        {
            GateKind.SAdj or GateKind.TAdj => $"Adjoint {gate.Kind.ToString()[..1]}({qubits});",
            GateKind.CX => $"CNOT({qubits});",
            GateKind.CCX => $"CCNOT({qubits});",
            _ when gate.IsRotation => $"R{gate.Kind.ToString()[1..].ToLowerInvariant()}({angle}, {qubits});",
            _ => $"{gate.Kind}({qubits});",
        };
    }
}
