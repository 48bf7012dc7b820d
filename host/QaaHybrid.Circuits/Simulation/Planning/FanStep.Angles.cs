namespace QaaHybrid.Circuits.Planning;

/// <remarks>From generators' angles to classes' angles and back: a Walsh–Hadamard transform, which is its own transpose.</remarks>
internal sealed partial class FanStep
{
    /// <summary>φ_y = Σ_k ±(-1)^(mask_k·y) h_k of every class.</summary>
    public void Angles(ReadOnlySpan<double> theta, Span<double> angles)
    {
        angles.Clear();
        for (var k = 0; k < _generators.Count; k++)
            angles[(int)Masks[k]] += Senses[k] * _generators[k].HalfAngle(theta);
        WalshHadamard(angles);
    }

    /// <summary>Adds ∂L/∂θ.</summary>
    /// <param name="derivatives">∂L/∂φ_y; overwritten.</param>
    /// <param name="gradTheta">All parameters.</param>
    public void AddGradient(Span<double> derivatives, Span<double> gradTheta)
    {
        WalshHadamard(derivatives);
        for (var k = 0; k < _generators.Count; k++)
            _generators[k].AddGradient(Senses[k] * derivatives[(int)Masks[k]], gradTheta);
    }

    // values_y ← Σ_m (-1)^(m·y) values_m.
    private static void WalshHadamard(Span<double> values)
    {
        for (var half = 1; half < values.Length; half *= 2)
            for (var block = 0; block < values.Length; block += 2 * half)
                for (var i = block; i < block + half; i++)
                    (values[i], values[i + half]) = (values[i] + values[i + half], values[i] - values[i + half]);
    }
}
