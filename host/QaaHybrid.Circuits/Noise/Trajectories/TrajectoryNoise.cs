using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Trajectories;

/// <summary>
/// Noise by chance: each lane draws one of the Kraus operators and is divided by the norm that is left (Dalibard, Castin, Mølmer,
/// Phys. Rev. Lett. 68, 580 (1992)). Every lane draws once at every place of noise, so its history depends on nothing but its own generator.
/// </summary>
internal static unsafe class TrajectoryNoise<TLanes>
    where TLanes : struct, ILanes<TLanes, double>
{
    /// <summary>A Pauli on one qubit or two; nothing moves where no lane draws one.</summary>
    public static void Apply(PauliStep step, double* state, int amplitudes, SplitMix64* random, double* matrix)
    {
        var paulis = stackalloc int[TLanes.Count];
        int first = 0, second = 0;
        var isTwo = step.Bit1 >= 0;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            paulis[lane] = step.Channel.Choose(random[lane].NextDouble());
            first |= isTwo ? paulis[lane] >> 2 : paulis[lane];
            second |= isTwo ? paulis[lane] & 3 : 0;
        }
        if (first != 0)
            Apply(paulis, isTwo ? 2 : 0, step.Bit0, state, amplitudes, matrix);
        if (second != 0)
            Apply(paulis, 0, step.Bit1, state, amplitudes, matrix);
    }

    /// <summary>
    /// Decay: with p = γ P(qubit is 1), |0⟩⟨1| √(γ/p) is applied with probability p and diag(1, √(1-γ)) / √(1-p) otherwise.
    /// </summary>
    public static void Apply(DampingStep step, double* state, int amplitudes, SplitMix64* random, double* matrix)
    {
        var weights = stackalloc double[TLanes.Count];
        TrajectoryKernel<TLanes>.Weight(state, amplitudes, step.Bit).Store(weights);
        new Span<double>(matrix, 4 * TLanes.Count).Clear();
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var p = step.Gamma * weights[lane];
            if (random[lane].NextDouble() < p)
            {
                matrix[TLanes.Count + lane] = Math.Sqrt(step.Gamma / p);
                continue;
            }
            matrix[lane] = 1 / Math.Sqrt(1 - p);
            matrix[3 * TLanes.Count + lane] = Math.Sqrt((1 - step.Gamma) / (1 - p));
        }
        TrajectoryKernel<TLanes>.Turn(state, amplitudes, step.Bit, [], matrix, isReal: true);
    }

    private static void Apply(int* paulis, int shift, int bit, double* state, int amplitudes, double* matrix)
    {
        var isReal = true;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var pauli = paulis[lane] >> shift & 3;
            isReal &= pauli != 2;
            var operation = GateMatrix.Pauli(pauli);
            for (var i = 0; i < 4; i++)
            {
                var entry = operation[i >> 1, i & 1];
                (matrix[i * TLanes.Count + lane], matrix[(4 + i) * TLanes.Count + lane]) = (entry.Real, entry.Imaginary);
            }
        }
        TrajectoryKernel<TLanes>.Turn(state, amplitudes, bit, [], matrix, isReal);
    }
}
