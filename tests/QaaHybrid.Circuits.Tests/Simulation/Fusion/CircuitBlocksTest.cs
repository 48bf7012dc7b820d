using System.Numerics;
using QaaHybrid.Circuits.Fusion;

namespace QaaHybrid.Circuits.Tests;

/// <summary>Blocks are recognised by their numbers: what the gates are called, and how the compiler put them, does not matter.</summary>
public class CircuitBlocksTest
{
    private static readonly Angle Theta = new(0, 1, 0);

    [Test]
    public void RBS_is_one_real_weight_preserving_block_in_all_its_forms([Values(0, 1, 2)] int form)
    {
        var circuit = new Circuit("rbs", 2, 0, 1, [.. WeightTapes.Rbs(form, 0, 1, Theta)]);
        var blocks = CircuitBlocks.Of(circuit);

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.True);
            Assert.That(blocks.Blocks, Has.Count.EqualTo(1));
            Assert.That(blocks.Blocks[0].Class, Is.EqualTo(BlockClass.Real | BlockClass.WeightPreserving));
            Assert.That(blocks.Blocks[0].Gates, Has.Count.EqualTo(circuit.Gates.Count));
            Assert.That(GivensForm.Of(blocks.Blocks[0].Pattern)?.Slopes.Select(Math.Abs), Is.EqualTo((double[])[1]));
        });
    }

    [Test]
    public void The_matrix_of_an_RBS_is_the_published_one([Values(0, 1, 2)] int form)
    {
        var block = CircuitBlocks.Of(new Circuit("rbs", 2, 0, 1, [.. WeightTapes.Rbs(form, 0, 1, Theta)])).Blocks[0];
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        double[,] expected = { { 1, 0, 0, 0 }, { 0, c, s, 0 }, { 0, -s, c, 0 }, { 0, 0, 0, 1 } };
        // Whichever of its qubits the block names first, the other order exchanges 01 and 10.
        var order = block.Qubits.SequenceEqual([0, 1]) ? new[] { 0, 1, 2, 3 } : [0, 2, 1, 3];
        var matrix = block.Matrix([0.7]);
        var phase = Complex.Conjugate(matrix[0, 0]);
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                Assert.That((matrix[order[row], order[column]] * phase - expected[row, column]).Magnitude, Is.LessThan(1e-12), $"{row}, {column}");
    }

    [Test]
    public void Neighbouring_beam_splitters_fall_apart_between_the_right_gates(
        [Values("pyramid", "X", "butterfly", "brick", "round-robin")] string layout, [Values(0, 1, 2)] int form)
    {
        var pairs = WeightTapes.Layout(layout, 8).ToList();
        var blocks = CircuitBlocks.Of(WeightTapes.Of(8, pairs, form, fermionic: false));

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.True);
            Assert.That(blocks.IsReal, Is.True);
            Assert.That(blocks.Blocks.Select(block => (block.Qubits.Min(), block.Qubits.Max())), Is.EquivalentTo(pairs));
            Assert.That(blocks.Blocks.Select(block => GivensForm.Of(block.Pattern)), Is.All.Not.Null);
        });
    }

    [Test]
    public void FBS_is_beam_splitters_and_diagonal_blocks_around_them()
    {
        var blocks = CircuitBlocks.Of(new Circuit("fbs", 5, 0, 1, [.. WeightTapes.Fbs(0, 4, Theta)]));

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.True);
            Assert.That(blocks.Blocks, Has.Count.EqualTo(7));
            Assert.That(blocks.Count(BlockClass.Diagonal), Is.EqualTo(6));
            Assert.That(blocks.Count(BlockClass.Real), Is.EqualTo(7));
        });
    }

    [Test]
    public void Controlled_beam_splitters_become_one_block_without_their_auxiliary_qubits([Values(0, 1, 2, 3, 4)] int controls)
    {
        var register = controls + 2;
        var splitter = WeightTapes.ControlledRbs([.. Enumerable.Range(2, controls)], 0, 1, Theta, register);
        var circuit = new Circuit("controlled", register, controls, 1, [.. splitter, .. WeightTapes.Rbs(0, 0, 1, Theta)]);
        var blocks = CircuitBlocks.Of(circuit);

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.True);
            Assert.That(blocks.IsReal, Is.True);
            Assert.That(blocks.Blocks[0].Qubits, Has.Count.EqualTo(controls + 2));
            Assert.That(blocks.Blocks.SelectMany(block => block.Qubits).Max(), Is.LessThan(register));
        });
    }

    [Test]
    public void What_the_compiler_writes_for_controls_preserves_weight()
    {
        var blocks = CircuitBlocks.Of(Fixture.Program("controlled-rbs.ll").ToCircuit("controlled RBS"));

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.True);
            Assert.That(blocks.IsReal, Is.True);
        });
    }

    [Test]
    public void Flips_at_the_start_are_the_choice_of_a_basis_state()
    {
        var loader = CircuitBlocks.Of(WeightTapes.Loader(2, WeightTapes.Of(5, WeightTapes.Pyramid(5))));

        Assert.Multiple(() =>
        {
            Assert.That(loader.PreservesWeight, Is.True);
            Assert.That(loader.StartFlips, Is.EqualTo((int[])[0, 1]));
            Assert.That(loader.Blocks, Has.Count.EqualTo(10));
            // A flip after something else is no start.
            Gate[] late = [.. WeightTapes.Rbs(0, 0, 1, Theta), new(GateKind.X, 0), .. WeightTapes.Rbs(0, 1, 2, Theta)];
            Assert.That(CircuitBlocks.Of(new Circuit("late", 3, 0, 1, late)).PreservesWeight, Is.False);
        });
    }

    [Test]
    public void Two_flips_that_cancel_are_nothing()
    {
        Gate[] gates = [new(GateKind.CX, 0, 1), new(GateKind.CX, 0, 1), new(GateKind.X, 2), new(GateKind.X, 2)];
        var blocks = CircuitBlocks.Of(new Circuit("nothing", 3, 0, 0, gates));

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.True);
            Assert.That(blocks.StartFlips, Is.Empty);
            Assert.That(blocks.Blocks.Select(block => block.Class), Is.All.EqualTo(
                BlockClass.Diagonal | BlockClass.Permutation | BlockClass.Real | BlockClass.WeightPreserving));
        });
    }

    [TestCase(GateKind.RZZ, BlockClass.Diagonal | BlockClass.WeightPreserving)]
    [TestCase(GateKind.CZ, BlockClass.Diagonal | BlockClass.WeightPreserving | BlockClass.Real)]
    [TestCase(GateKind.SWAP, BlockClass.Permutation | BlockClass.WeightPreserving | BlockClass.Real)]
    [TestCase(GateKind.CX, BlockClass.Permutation | BlockClass.Real)]
    [TestCase(GateKind.X, BlockClass.Permutation | BlockClass.Real)]
    [TestCase(GateKind.RY, BlockClass.Real)]
    [TestCase(GateKind.H, BlockClass.Real)]
    [TestCase(GateKind.RX, BlockClass.None)]
    [TestCase(GateKind.CY, BlockClass.None)]
    [TestCase(GateKind.T, BlockClass.Diagonal | BlockClass.WeightPreserving)]
    [TestCase(GateKind.Y, BlockClass.Real)]
    public void A_single_gate_is_what_its_matrix_is(GateKind kind, BlockClass expected)
    {
        var gate = GateArity.Of(kind) == 2 ? new Gate(kind, 0, 1, -1, Theta) : new Gate(kind, 0, Theta);

        // The RX keeps a flip from being taken for the choice of a basis state.
        var blocks = CircuitBlocks.Of(new Circuit("one", 3, 0, 1, [gate, new Gate(GateKind.RX, 2, Theta)]));
        Assert.That(blocks.Blocks.Single(block => !block.Qubits.Contains(2)).Class, Is.EqualTo(expected));
    }

    [Test]
    public void Circuits_with_RX_preserve_nothing_but_their_beam_splitters_are_still_seen()
    {
        Gate[] gates = [new(GateKind.RX, 0, Theta), .. WeightTapes.Of(4, WeightTapes.Pyramid(4)).Gates];
        var blocks = CircuitBlocks.Of(new Circuit("rx", 4, 0, 6, gates));

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.False);
            Assert.That(blocks.Blocks, Has.Count.EqualTo(7));
            Assert.That(blocks.Count(BlockClass.WeightPreserving), Is.EqualTo(6));
        });
    }

    [Test]
    public void Layers_that_mix_weights_are_fused_to_blocks_of_two_qubits()
    {
        var blocks = CircuitBlocks.Of(Tapes.Ring(6, 2));

        Assert.Multiple(() =>
        {
            Assert.That(blocks.PreservesWeight, Is.False);
            Assert.That(blocks.Blocks.Select(block => block.Qubits.Count), Is.All.LessThanOrEqualTo(2));
            Assert.That(blocks.Blocks, Has.Count.LessThan(24));
            Assert.That(blocks.Blocks.SelectMany(block => block.Gates).Order(), Is.EqualTo(Enumerable.Range(0, 24)));
            Assert.That(blocks.Count(BlockClass.Real), Is.EqualTo(blocks.Blocks.Count));
        });
    }

    [Test]
    public void Blocks_in_their_order_make_the_circuit([Range(0, 11)] int seed)
    {
        GateKind[] kinds = seed % 2 == 0 ? Enum.GetValues<GateKind>() : [GateKind.H, GateKind.CZ, GateKind.RZ, GateKind.X, GateKind.RXX, GateKind.RYY];
        var circuit = Tapes.Random(seed, 4, 60, kinds: kinds);
        var blocks = CircuitBlocks.Of(circuit);
        var theta = Tapes.Angles(seed, circuit.Parameters);
        var expected = ReferenceSimulator.Load(circuit, Tapes.Normal(seed, 16));
        var state = (Complex[])expected.Clone();
        ReferenceSimulator.Apply(circuit, theta, expected);
        var order = blocks.Blocks.SelectMany(block => block.Gates).ToList();
        ReferenceSimulator.Apply(new Circuit("blocks", 4, 0, circuit.Parameters, [.. order.Select(index => circuit.Gates[index])]), theta, state);

        Assert.Multiple(() =>
        {
            Assert.That(order, Has.Count.EqualTo(60));
            Assert.That(StateDistance.UpToPhase(expected, state), Is.LessThan(1e-12));
        });
    }

    [Test]
    public void Several_parameters_of_one_pair_add_up_in_one_rotation()
    {
        Gate[] gates = [.. WeightTapes.Rbs(0, 0, 1, new Angle(0, -0.5, 0.2)), .. WeightTapes.Rbs(1, 0, 1, new Angle(1, 2, 0))];
        var block = CircuitBlocks.Of(new Circuit("twice", 2, 0, 2, gates)).Blocks.Single();
        var form = GivensForm.Of(block.Pattern);

        Assert.Multiple(() =>
        {
            Assert.That(form!.Slopes.Select(Math.Abs), Is.EqualTo((double[])[0.5, 2]));
            Assert.That(Math.Abs(form.Offset), Is.EqualTo(0.2).Within(1e-12));
        });
    }
}
