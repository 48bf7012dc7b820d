using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Trajectories;

/// <summary>Trajectories of one noisy circuit, tile by tile; a lane is a trajectory.</summary>
internal sealed unsafe class TrajectoryWork<TLanes>(TrajectoryJob job) : ITiled
    where TLanes : struct, ILanes<TLanes, double>
{
    public int Tiles => (job.Trajectories + TLanes.Count - 1) / TLanes.Count;

    public void RunTile(int tile)
    {
        if (job.Cancellation.IsCancellationRequested)
            return;
        var width = job.Circuit.Width;
        var workspace = Workspace<double>.Current;
        var state = workspace.Ket.AtLeast(2 * TLanes.Count << width);
        Load(state);
        var random = stackalloc SplitMix64[TLanes.Count];
        for (var lane = 0; lane < TLanes.Count; lane++)
            random[lane] = SplitMix64.Stream(job.Seed, tile * TLanes.Count + lane);
        var matrix = workspace.Scratch.AtLeast(4 * TrajectoryKernel<TLanes>.MatrixLength);
        foreach (var step in job.Steps)
            Apply(step, state, 1 << width, random, matrix);
        var lanes = Math.Min(TLanes.Count, job.Trajectories - tile * TLanes.Count);
        if (job.Outcomes is { } outcomes)
            Measure(workspace, state, random, outcomes.AsSpan(tile * TLanes.Count, lanes));
        else
            Expect(workspace, state, job.Expectations.AsSpan(tile * TLanes.Count * job.Circuit.Qubits, lanes * job.Circuit.Qubits));
    }

    private void Load(double* state)
    {
        new Span<double>(state, 2 * TLanes.Count << job.Circuit.Width).Clear();
        for (var l = 0; l < job.State.Length; l++)
            TLanes.All(job.State[l]).Store(state + ((nint)l << job.Circuit.AuxiliaryQubits) * 2 * TLanes.Count);
    }

    private static void Apply(TrajectoryStep step, double* state, int amplitudes, SplitMix64* random, double* matrix)
    {
        switch (step)
        {
            case OneQubitStep gate:
                var isReal = TrajectoryKernel<TLanes>.Set(gate.Matrix, matrix);
                TrajectoryKernel<TLanes>.Turn(state, amplitudes, gate.Bit, gate.Controls, matrix, isReal);
                break;
            case TwoQubitStep gate:
                TrajectoryKernel<TLanes>.Set(gate.Matrix, matrix);
                TrajectoryKernel<TLanes>.Turn(state, amplitudes, gate.Bit0, gate.Bit1, matrix);
                break;
            case PauliStep pauli:
                TrajectoryNoise<TLanes>.Apply(pauli, state, amplitudes, random, matrix);
                break;
            case DampingStep damping:
                TrajectoryNoise<TLanes>.Apply(damping, state, amplitudes, random, matrix);
                break;
        }
    }

    // One bit string a trajectory: shots are independent of each other.
    private void Measure(Workspace<double> workspace, double* state, SplitMix64* random, Span<int> outcomes)
    {
        var width = job.Circuit.Width;
        var drawn = stackalloc int[TLanes.Count];
        TrajectoryReadOut<TLanes>.Draw(state, width, random, workspace.Numbers.AtLeast(TLanes.Count << width / 2), drawn);
        for (var lane = 0; lane < outcomes.Length; lane++)
        {
            outcomes[lane] = drawn[lane] >> job.Circuit.AuxiliaryQubits;
            for (var q = 0; q < job.ReadOut.Length; q++)
            {
                var bit = job.Circuit.Qubits - 1 - q;
                if (!job.ReadOut[q].IsNone && random[lane].NextDouble() < job.ReadOut[q].Of(outcomes[lane] >> bit & 1))
                    outcomes[lane] ^= 1 << bit;
            }
        }
    }

    private void Expect(Workspace<double> workspace, double* state, Span<double> expectations)
    {
        var qubits = job.Circuit.Qubits;
        var z = workspace.Numbers.AtLeast(qubits * TLanes.Count);
        new Span<double>(z, qubits * TLanes.Count).Clear();
        TrajectoryReadOut<TLanes>.Expectations(state, job.Circuit.Width, qubits, z);
        for (var i = 0; i < expectations.Length; i++)
            expectations[i] = job.ReadOut[i % qubits].OnZ(z[i % qubits * TLanes.Count + i / qubits]);
    }
}
