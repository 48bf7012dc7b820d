using System.Numerics;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>
/// Amplitudes into numbers, and derivatives of numbers into the bra b = ∂L/∂ψ. <c>imaginary</c> is the distance from an amplitude's real part
/// to its imaginary part, 0 where there is none.
/// </summary>
internal static unsafe class ReadOutKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>⟨Z_q⟩ = Σ_l ±p_l for all q at once, by halving: half minus half is a ⟨Z⟩, half plus half is what remains.</summary>
    /// <param name="map">Where the amplitudes lie.</param>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="state">The state.</param>
    /// <param name="imaginary">See the class.</param>
    /// <param name="sums">2ⁿ registers of scratch.</param>
    /// <param name="output">One register a qubit.</param>
    public static void Expectations(ReadOutMap map, int qubits, T* state, nint imaginary, T* sums, T* output)
    {
        Probabilities(map, 1 << qubits, state, imaginary, sums);
        var half = 1 << qubits;
        for (var q = 0; q < qubits; q++)
        {
            half /= 2;
            TLanes zero = default, one = default;
            var upper = sums + (nint)half * TLanes.Count;
            for (nint i = 0; i < (nint)half * TLanes.Count; i += TLanes.Count)
            {
                TLanes a = TLanes.Load(sums + i), b = TLanes.Load(upper + i);
                zero += a;
                one += b;
                (a + b).Store(sums + i);
            }
            (zero - one).Store(output + (nint)q * TLanes.Count);
        }
    }

    /// <summary>b_l = 2 (Σ_q ±w_q) ψ_l.</summary>
    public static void ExpectationsBack(ReadOutMap map, int qubits, T* state, nint imaginary, T* weights, T* sums, T* bra)
    {
        var (outer, inner) = (map.Grid.Outer, map.Grid.Inner);
        var innerBits = BitOperations.Log2((uint)inner.Length);
        // Twice the signed sum splits into a part of l's low bits and a part of its high ones.
        var low = sums;
        var high = sums + (nint)inner.Length * TLanes.Count;
        SignedSums(weights + (nint)(qubits - innerBits) * TLanes.Count, innerBits, low);
        SignedSums(weights, qubits - innerBits, high);
        for (nint o = 0; o < outer.Length; o++)
        {
            var ofHigh = TLanes.Load(high + o * TLanes.Count);
            for (nint i = 0; i < inner.Length; i++)
            {
                var at = (outer[o] ^ inner[i]) * TLanes.Count;
                var factor = ofHigh + TLanes.Load(low + i * TLanes.Count);
                (factor * TLanes.Load(state + at)).Store(bra + at);
                if (imaginary != 0)
                    (factor * TLanes.Load(state + at + imaginary)).Store(bra + at + imaginary);
            }
        }
    }

    /// <summary>p_l = |ψ_l|² of the first <paramref name="count"/> basis states.</summary>
    public static void Probabilities(ReadOutMap map, int count, T* state, nint imaginary, T* output)
    {
        nint l = 0;
        foreach (var outer in map.Grid.Outer)
            foreach (var inner in map.Grid.Inner)
            {
                if (l == count)
                    return;
                var at = (outer ^ inner) * TLanes.Count;
                var real = TLanes.Load(state + at);
                var p = real * real;
                if (imaginary != 0)
                {
                    var other = TLanes.Load(state + at + imaginary);
                    p = TLanes.MultiplyAdd(other, other, p);
                }
                p.Store(output + l++ * TLanes.Count);
            }
    }

    /// <summary>b_l = 2 g_l ψ_l, and 0 behind the first <paramref name="count"/>.</summary>
    public static void ProbabilitiesBack(ReadOutMap map, int count, T* state, nint imaginary, T* gradients, T* bra)
    {
        nint l = 0;
        foreach (var outer in map.Grid.Outer)
            foreach (var inner in map.Grid.Inner)
            {
                var at = (outer ^ inner) * TLanes.Count;
                var g = l < count ? TLanes.Load(gradients + l * TLanes.Count) : default;
                l++;
                var factor = g + g;
                (factor * TLanes.Load(state + at)).Store(bra + at);
                if (imaginary != 0)
                    (factor * TLanes.Load(state + at + imaginary)).Store(bra + at + imaginary);
            }
    }

    /// <summary>The first amplitudes of a real state, each with its sign.</summary>
    public static void Amplitudes(ReadOutMap map, ReadOnlySpan<bool> negative, T* state, T* output)
    {
        for (var l = 0; l < negative.Length; l++)
        {
            var amplitude = TLanes.Load(state + At(map, l));
            (negative[l] ? -amplitude : amplitude).Store(output + (nint)l * TLanes.Count);
        }
    }

    /// <summary>b_l = ±g_l, and 0 behind the first.</summary>
    public static void AmplitudesBack(ReadOutMap map, ReadOnlySpan<bool> negative, int basisStates, T* gradients, T* bra)
    {
        for (var l = 0; l < basisStates; l++)
        {
            var g = l < negative.Length ? TLanes.Load(gradients + (nint)l * TLanes.Count) : default;
            (l < negative.Length && negative[l] ? -g : g).Store(bra + At(map, l));
        }
    }

    private static nint At(ReadOutMap map, int l)
    {
        var inner = map.Grid.Inner;
        return (map.Grid.Outer[l / inner.Length] ^ inner[l % inner.Length]) * TLanes.Count;
    }

    // sums[l] = 2 Σ_q ±weights[q], + where the bit of qubit q is 0 in l; the first qubit is l's highest bit.
    private static void SignedSums(T* weights, int qubits, T* sums)
    {
        for (var l = 0; l < 1 << qubits; l++)
        {
            TLanes sum = default;
            for (var q = 0; q < qubits; q++)
            {
                var weight = TLanes.Load(weights + (nint)q * TLanes.Count);
                sum = (l >> (qubits - 1 - q) & 1) == 0 ? sum + weight : sum - weight;
            }
            (sum + sum).Store(sums + (nint)l * TLanes.Count);
        }
    }
}
