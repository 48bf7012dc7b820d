namespace QaaHybrid.Circuits.Tests;

public class CircuitInfoTest
{
    [Test]
    public void A_ring_in_numbers()
    {
        var info = CircuitInfo.Of(Tapes.Ring(4, 2));

        Assert.Multiple(() =>
        {
            Assert.That((info.Qubits, info.AuxiliaryQubits, info.Parameters, info.GateCount), Is.EqualTo((4, 0, 8, 16)));
            Assert.That(info.GateCounts, Is.EqualTo(new Dictionary<GateKind, int> { [GateKind.RY] = 8, [GateKind.CX] = 8 }));
            // RY, then four CNOTs one after the other; the second layer starts on the qubits that are free first.
            Assert.That(info.Depth, Is.EqualTo(10));
            Assert.That(info.IsReal, Is.True);
            Assert.That(info.Executor, Does.StartWith("state vector of 2^4 real amplitudes").And.Contains("8 rotations"));
        });
    }

    [Test]
    public void RBS_gates_are_one_rotation_of_half_of_the_pairs()
    {
        var info = CircuitInfo.Of(Tapes.Brick(4, 1));

        Assert.Multiple(() =>
        {
            Assert.That(info.IsReal, Is.True);
            Assert.That(info.Executor, Does.Contain("2 passes for 24 gates: 6 rotations in 3 fans"));
        });
    }

    [Test]
    public void What_the_gates_are_together_counts()
    {
        // A controlled RY as the compiler writes it: S and RZ are not real one by one.
        var controlled = Fixture.Program("controlled-rbs.ll").ToCircuit("controlled RBS");

        Assert.Multiple(() =>
        {
            Assert.That(controlled.IsReal, Is.False);
            Assert.That(CircuitInfo.Of(controlled).IsReal, Is.True);
            Assert.That(CircuitInfo.Of(Tapes.Square(3, 1)).IsReal, Is.False);
        });
    }

    [Test]
    public void The_executor_is_chosen_with_its_reason()
    {
        var pyramid = WeightTapes.Of(8, WeightTapes.Pyramid(8));
        var (all, one) = (CircuitInfo.Of(pyramid), CircuitInfo.Of(pyramid, rows: 1, hammingWeight: 1));

        Assert.Multiple(() =>
        {
            Assert.That((all.PreservesWeight, all.StartWeight, one.IsReal), Is.EqualTo((true, (int?)null, true)));
            Assert.That(all.Blocks, Is.EqualTo(new BlockCounts(28, 0, 0, 28, 28, 2)));
            Assert.That(one.Executor, Does.StartWith("Hamming weight 1: 8 real amplitudes, 28 Givens rotations"));
            Assert.That(one.Choice!.Executor, Is.EqualTo(ExecutorKind.Subspace));
            Assert.That(one.Choice.Reason, Does.Contain("C(8, 1) = 8 real amplitudes").And.Contains("8 × 8 matrix"));
            Assert.That(CircuitInfo.Of(pyramid, 100_000, 1).Choice!.Executor, Is.EqualTo(ExecutorKind.Dense));
            Assert.That(CircuitInfo.Of(WeightTapes.Loader(3, pyramid)).StartWeight, Is.EqualTo(3));
            Assert.That(() => CircuitInfo.Of(Tapes.Ring(4, 1), 64, 1), Throws.TypeOf<NotSupportedException>().With.Message.Contains("does not preserve the Hamming weight"));
            Assert.That(() => CircuitInfo.Of(WeightTapes.Loader(3, pyramid), 64, 1), Throws.TypeOf<NotSupportedException>().With.Message.Contains("have Hamming weight 3, not 1"));
        });
    }

    [Test]
    public void A_register_too_large_to_simulate_is_described_all_the_same()
    {
        var info = CircuitInfo.Of(new Circuit("large", 768, 0, 0, [new Gate(GateKind.H, 767)]));

        Assert.Multiple(() =>
        {
            Assert.That(info.Depth, Is.EqualTo(1));
            Assert.That(info.Executor, Does.StartWith("none: 768 qubits"));
            Assert.That(
                () => new CircuitExecutor<float>(new Circuit("large", 29, 0, 0, []), ReadOut.PauliZ, 1),
                Throws.TypeOf<NotSupportedException>().With.Message.Contains("29 qubits"));
        });
    }
}
