using System.Numerics;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>
/// Amplitudes ψ into numbers, and derivatives of numbers into the bra b = ∂L/∂ψ. <c>imaginary</c> is the distance from an amplitude's real part
/// to its imaginary part in bytes, 0 where there is none; <c>scale</c> is what the squares, or the amplitudes, of a lane are short of.
/// </summary>
internal static unsafe partial class ReadOutKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>p_l = scale |ψ_l|² of the first <paramref name="count"/> basis states.</summary>
    public static void Probabilities(ReadOutMap map, int count, byte* state, nint imaginary, TLanes scale, T* output)
    {
        nint l = 0;
        foreach (var outer in map.Grid.Outer)
            foreach (var inner in map.Grid.Inner)
            {
                if (l == count)
                    return;
                (scale * Square(state + (map.Offset ^ outer ^ inner), imaginary)).Store(output + l++ * TLanes.Count);
            }
    }

    /// <summary>b_l = 2 scale g_l ψ_l, and 0 behind the first <paramref name="count"/>.</summary>
    public static void ProbabilitiesBack(ReadOutMap map, int count, byte* state, nint imaginary, TLanes scale, T* gradients, byte* bra)
    {
        nint l = 0;
        var twice = scale + scale;
        foreach (var outer in map.Grid.Outer)
            foreach (var inner in map.Grid.Inner)
            {
                var at = map.Offset ^ outer ^ inner;
                var factor = l < count ? twice * TLanes.Load(gradients + l * TLanes.Count) : default;
                l++;
                (factor * TLanes.Load(state + at)).Store(bra + at);
                if (imaginary != 0)
                    (factor * TLanes.Load(state + at + imaginary)).Store(bra + at + imaginary);
            }
    }

    /// <summary>±scale ψ_l of the first basis states; real states only.</summary>
    public static void Amplitudes(ReadOutMap map, ReadOnlySpan<bool> negative, byte* state, TLanes scale, T* output)
    {
        for (var l = 0; l < negative.Length; l++)
            ((negative[l] ? -scale : scale) * TLanes.Load(state + At(map, l))).Store(output + (nint)l * TLanes.Count);
    }

    /// <summary>b_l = ±scale g_l, and 0 behind the first.</summary>
    public static void AmplitudesBack(ReadOutMap map, ReadOnlySpan<bool> negative, int basisStates, TLanes scale, T* gradients, byte* bra)
    {
        for (var l = 0; l < basisStates; l++)
        {
            var b = l < negative.Length ? (negative[l] ? -scale : scale) * TLanes.Load(gradients + (nint)l * TLanes.Count) : default;
            b.Store(bra + At(map, l));
        }
    }

    private static nint At(ReadOutMap map, int l)
    {
        var inner = map.Grid.Inner;
        return map.Offset ^ map.Grid.Outer[l / inner.Length] ^ inner[l % inner.Length];
    }

    private static TLanes Square(byte* amplitude, nint imaginary)
    {
        var real = TLanes.Load(amplitude);
        if (imaginary == 0)
            return real * real;
        var other = TLanes.Load(amplitude + imaginary);
        return TLanes.MultiplyAdd(other, other, real * real);
    }
}
