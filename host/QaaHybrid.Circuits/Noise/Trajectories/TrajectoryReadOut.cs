using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Trajectories;

/// <summary>What is read from the states of all lanes.</summary>
internal static unsafe class TrajectoryReadOut<TLanes>
    where TLanes : struct, ILanes<TLanes, double>
{
    /// <summary>Draws a basis state in every lane.</summary>
    /// <param name="state">2^width amplitudes.</param>
    /// <param name="width">Qubits in all.</param>
    /// <param name="random">A generator a lane.</param>
    /// <param name="sums">Space for 2^(width/2) numbers a lane.</param>
    /// <param name="basisStates">The drawn ones, a lane each.</param>
    public static void Draw(double* state, int width, SplitMix64* random, double* sums, int* basisStates)
    {
        // First a block of the state, then an amplitude in it: each lane looks at 2 · 2^(width/2) numbers.
        var inner = width - width / 2;
        TLanes total = default;
        for (var block = 0; block < 1 << width - inner; block++)
        {
            TLanes sum = default;
            for (var l = block << inner; l < block + 1 << inner; l++)
                sum += TrajectoryKernel<TLanes>.Square(state + (nint)l * 2 * TLanes.Count);
            sum.Store(sums + block * TLanes.Count);
            total += sum;
        }
        var totals = stackalloc double[TLanes.Count];
        total.Store(totals);
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var left = random[lane].NextDouble() * totals[lane];
            var block = 0;
            for (var i = 0; i < 1 << width - inner && left >= 0; i++)
                if (sums[i * TLanes.Count + lane] is > 0 and var p)
                    (block, left) = (i, left - p);
            left += sums[block * TLanes.Count + lane];
            for (var l = block << inner; l < block + 1 << inner && left >= 0; l++)
            {
                var amplitude = state + (nint)l * 2 * TLanes.Count + lane;
                if (amplitude[0] * amplitude[0] + amplitude[TLanes.Count] * amplitude[TLanes.Count] is > 0 and var p)
                    (basisStates[lane], left) = (l, left - p);
            }
        }
    }

    /// <summary>
    /// ⟨Z_j⟩ of the first qubits, lane by lane: over the tree of leading bits, what lies left minus what lies right.
    /// </summary>
    /// <param name="state">2^width amplitudes.</param>
    /// <param name="width">Qubits in all.</param>
    /// <param name="qubits">How many expectations are wanted.</param>
    /// <param name="z">Added to: [qubits, lanes].</param>
    public static void Expectations(double* state, int width, int qubits, double* z) => Total(state, width, qubits, 0, z);

    private static TLanes Total(double* state, int bits, int qubits, int qubit, double* z)
    {
        if (qubit == qubits)
        {
            TLanes sum = default;
            for (var l = 0; l < 1 << bits; l++)
                sum += TrajectoryKernel<TLanes>.Square(state + (nint)l * 2 * TLanes.Count);
            return sum;
        }
        var left = Total(state, bits - 1, qubits, qubit + 1, z);
        var right = Total(state + ((nint)TLanes.Count << bits), bits - 1, qubits, qubit + 1, z);
        (TLanes.Load(z + qubit * TLanes.Count) + left - right).Store(z + qubit * TLanes.Count);
        return left + right;
    }
}
