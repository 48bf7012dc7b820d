using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <remarks>
/// ⟨Z_q⟩ = Σ_l ±p_l. The last three qubits are summed in eight registers, one for each of their basis states; the others by halving what is
/// left: half minus half is a ⟨Z⟩, half plus half is what remains. About two additions an amplitude for all qubits together.
/// </remarks>
internal static unsafe partial class ReadOutKernel<TLanes, T>
{
    /// <summary>scale ⟨Z_q⟩ of every qubit.</summary>
    /// <param name="map">Where the amplitudes lie.</param>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="state">The state.</param>
    /// <param name="imaginary">See the class.</param>
    /// <param name="scale">See the class.</param>
    /// <param name="sums">2ⁿ registers of scratch.</param>
    /// <param name="output">One register a qubit.</param>
    public static void Expectations(ReadOutMap map, int qubits, byte* state, nint imaginary, TLanes scale, T* sums, T* output)
    {
        if (qubits <= 3)
        {
            Probabilities(map, 1 << qubits, state, imaginary, scale, sums);
            Halve(sums, qubits, output);
            return;
        }
        var last = sums + ((nint)TLanes.Count << (qubits - 3));
        SumLast(map, state, imaginary, sums, last);
        Halve(sums, qubits - 3, output);
        Halve(last, 3, output + (nint)(qubits - 3) * TLanes.Count);
        for (nint q = 0; q < qubits; q++)
            (scale * TLanes.Load(output + q * TLanes.Count)).Store(output + q * TLanes.Count);
    }

    /// <summary>b_l = (Σ_q ±2 w_q) ψ_l.</summary>
    public static void ExpectationsBack(ReadOutMap map, int qubits, byte* state, nint imaginary, T* weights, T* sums, byte* bra)
    {
        var (outer, inner) = (map.Grid.Outer, map.Grid.Inner);
        var innerBits = BitOperations.Log2((uint)inner.Length);
        // The signed sum splits into a part of l's low bits and a part of its high ones.
        var low = sums;
        var high = sums + (nint)inner.Length * TLanes.Count;
        SignedSums(weights + (nint)(qubits - innerBits) * TLanes.Count, innerBits, low);
        SignedSums(weights, qubits - innerBits, high);
        for (nint o = 0; o < outer.Length; o++)
        {
            var ofHigh = TLanes.Load(high + o * TLanes.Count);
            for (nint i = 0; i < inner.Length; i++)
            {
                var at = map.Offset ^ outer[o] ^ inner[i];
                var factor = ofHigh + TLanes.Load(low + i * TLanes.Count);
                (factor * TLanes.Load(state + at)).Store(bra + at);
                if (imaginary != 0)
                    (factor * TLanes.Load(state + at + imaginary)).Store(bra + at + imaginary);
            }
        }
    }

    // sums[h] = Σ_c p_{8h+c} and last[c] = Σ_h p_{8h+c}.
    private static void SumLast(ReadOutMap map, byte* state, nint imaginary, T* sums, T* last)
    {
        nint d0 = map.Basis[0], d1 = map.Basis[1], d2 = map.Basis[2];
        var d01 = d0 ^ d1;
        TLanes s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        foreach (var outer in map.Eighths.Outer)
            foreach (var inner in map.Eighths.Inner)
            {
                var at = map.Offset ^ outer ^ inner;
                var up = at ^ d2;
                TLanes p0 = Square(state + at, imaginary), p1 = Square(state + (at ^ d0), imaginary);
                TLanes p2 = Square(state + (at ^ d1), imaginary), p3 = Square(state + (at ^ d01), imaginary);
                TLanes p4 = Square(state + up, imaginary), p5 = Square(state + (up ^ d0), imaginary);
                TLanes p6 = Square(state + (up ^ d1), imaginary), p7 = Square(state + (up ^ d01), imaginary);
                (s0, s1, s2, s3) = (s0 + p0, s1 + p1, s2 + p2, s3 + p3);
                (s4, s5, s6, s7) = (s4 + p4, s5 + p5, s6 + p6, s7 + p7);
                (((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 + p7))).Store(sums);
                sums += TLanes.Count;
            }
        s0.Store(last);
        s1.Store(last + TLanes.Count);
        s2.Store(last + 2 * TLanes.Count);
        s3.Store(last + 3 * TLanes.Count);
        s4.Store(last + 4 * TLanes.Count);
        s5.Store(last + 5 * TLanes.Count);
        s6.Store(last + 6 * TLanes.Count);
        s7.Store(last + 7 * TLanes.Count);
    }

    // From 2ᵏ sums, first qubit as the highest bit, to k differences.
    private static void Halve(T* sums, int qubits, T* output)
    {
        for (var half = TLanes.Count << qubits >> 1; qubits > 0; qubits--, half /= 2, output += TLanes.Count)
        {
            TLanes zero = default, one = default;
            for (nint i = 0; i < half; i += TLanes.Count)
            {
                TLanes a = TLanes.Load(sums + i), b = TLanes.Load(sums + half + i);
                zero += a;
                one += b;
                (a + b).Store(sums + i);
            }
            (zero - one).Store(output);
        }
    }

    // sums[l] = 2 Σ_q ±weights[q], + where the bit of qubit q is 0 in l; the first qubit is l's highest bit.
    private static void SignedSums(T* weights, int qubits, T* sums)
    {
        TLanes all = default;
        for (nint q = 0; q < qubits; q++)
            all += TLanes.Load(weights + q * TLanes.Count);
        (all + all).Store(sums);
        for (var bit = 0; bit < qubits; bit++)
        {
            var weight = TLanes.Load(weights + (nint)(qubits - 1 - bit) * TLanes.Count);
            var twice = weight + weight;
            // Setting the bit turns +2w into -2w.
            for (nint l = 0; l < 1 << bit; l++)
                (TLanes.Load(sums + l * TLanes.Count) - twice - twice).Store(sums + (l + (1 << bit)) * TLanes.Count);
        }
    }
}
