using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>How far states lie apart that two simulators computed.</summary>
public static class StateDistance
{
    /// <summary>
    /// The largest |aᵢ − e^{iφ} bᵢ| with the one global phase φ that suits best, the phase of ⟨b|a⟩: no measurement can see it, and
    /// compilers drop it.
    /// </summary>
    /// <param name="a">Amplitudes.</param>
    /// <param name="b">As many amplitudes.</param>
    public static double UpToPhase(IReadOnlyList<Complex> a, IReadOnlyList<Complex> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count != b.Count)
            throw new ArgumentException($"one state has {a.Count} amplitudes, the other {b.Count}", nameof(b));
        var overlap = Complex.Zero;
        for (var i = 0; i < a.Count; i++)
            overlap += Complex.Conjugate(b[i]) * a[i];
        var phase = overlap == Complex.Zero ? Complex.One : overlap / overlap.Magnitude;
        var difference = 0.0;
        for (var i = 0; i < a.Count; i++)
            difference = Math.Max(difference, (a[i] - phase * b[i]).Magnitude);
        return difference;
    }
}
