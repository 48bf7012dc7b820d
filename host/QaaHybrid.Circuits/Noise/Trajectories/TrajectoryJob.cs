using System.Runtime.Intrinsics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Trajectories;

/// <summary>
/// Many random histories of one noisy circuit, each a pure state: their mean is the density matrix. The generator of a trajectory follows from
/// the seed and its number, so results depend neither on threads nor on the width of registers.
/// </summary>
internal sealed class TrajectoryJob
{
    /// <summary>States of more qubits than this are not held.</summary>
    public const int MaxWidth = 24;

    // From here on a register's worth of states would take gigabytes: fewer lanes then.
    private const int WideLanes = 20;

    /// <summary>Prepares the job.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="theta">Parameters, radians.</param>
    /// <param name="state">Real amplitudes of the normalised state it starts from, at most 2ⁿ.</param>
    /// <param name="noise">Where which noise acts.</param>
    /// <param name="trajectories">How many histories.</param>
    /// <param name="seed">Governs all draws.</param>
    /// <param name="cancellation">Ends the work.</param>
    public TrajectoryJob(
        Circuit circuit, ReadOnlySpan<double> theta, double[] state, NoiseModel noise, int trajectories, long seed,
        CancellationToken cancellation = default)
    {
        (Circuit, State, Trajectories, Seed, Cancellation) = (circuit, state, trajectories, seed, cancellation);
        Steps = TrajectoryStep.Of(circuit, theta, noise);
        ReadOut = [.. Enumerable.Range(0, circuit.Qubits).Select(noise.ReadOut)];
    }

    public Circuit Circuit { get; }

    public double[] State { get; }

    public int Trajectories { get; }

    public long Seed { get; }

    public CancellationToken Cancellation { get; }

    public TrajectoryStep[] Steps { get; }

    /// <summary>By qubit of the register.</summary>
    public ReadOutError[] ReadOut { get; }

    /// <summary>The basis state of the register that each trajectory was measured in; null where expectations are wanted.</summary>
    public int[]? Outcomes { get; private set; }

    /// <summary>[trajectories, qubits]: ⟨Z_j⟩ of each trajectory, as the read-out errors show it on average.</summary>
    public double[] Expectations { get; private set; } = [];

    /// <summary>Runs all trajectories and measures each once.</summary>
    /// <returns>Basis states of the register, in the order of the trajectories.</returns>
    public int[] Measure(int threads)
    {
        Outcomes = new int[Trajectories];
        Run(threads);
        return Outcomes;
    }

    /// <summary>Runs all trajectories and takes the expectation values of each.</summary>
    public double[] Expect(int threads)
    {
        Outcomes = null;
        Expectations = new double[Trajectories * Circuit.Qubits];
        Run(threads);
        return Expectations;
    }

    /// <summary>Runs with registers of one width.</summary>
    internal void Run<TLanes>(int threads)
        where TLanes : struct, ILanes<TLanes, double>
    {
        var work = new TrajectoryWork<TLanes>(this);
        TilePool.Shared.Run(work, work.Tiles, threads);
        Cancellation.ThrowIfCancellationRequested();
    }

    private void Run(int threads)
    {
        if (Circuit.Width > WideLanes)
            Run<Lanes128<double>>(threads);
        else if (Vector512.IsHardwareAccelerated)
            Run<Lanes512<double>>(threads);
        else if (Vector256.IsHardwareAccelerated)
            Run<Lanes256<double>>(threads);
        else
            Run<Lanes128<double>>(threads);
    }
}
