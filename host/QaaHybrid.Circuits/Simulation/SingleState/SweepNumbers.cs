using System.Numerics;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// The numbers of a sweep at one θ, in tangent form: a plane turns by h as <c>cos h · (a₀ - τ a₁, a₁ + τ a₀)</c>, τ = tan h, two fused operations a pair;
/// the product of the cosines follows once.
/// </summary>
internal sealed class SweepNumbers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Three tangents multiply before the cosines make up for them; nearer to a quarter turn float would overflow. In double nothing is cut.
    private static readonly double s_leastCosine = typeof(T) == typeof(float) ? 1e-8 : 0;

    private readonly SweepPass _pass;
    private readonly int _lanes;

    public SweepNumbers(SweepPass pass)
    {
        _pass = pass;
        _lanes = pass.Sides.OfLane.Length;
        Tangents = new T[pass.Members.Count * _lanes];
        Signs = new T[Tangents.Length];
        for (var q = 0; q < pass.Members.Count; q++)
            for (var lane = 0; lane < _lanes; lane++)
                Signs[q * _lanes + lane] = (pass.Sides.OfLane[lane] >> q & 1) == 0 ? T.One : -T.One;
    }

    /// <summary>By member and lane: 1 on the first side, -1 on the second, where y at lane 0 is 0.</summary>
    public T[] Signs { get; }

    /// <summary>τ of every member times these signs.</summary>
    public T[] Tangents { get; }

    /// <summary>The product of the cosines.</summary>
    public T Scale { get; private set; }

    public void Set(ReadOnlySpan<double> theta)
    {
        var scale = 1.0;
        for (var q = 0; q < _pass.Members.Count; q++)
        {
            var (sine, cosine) = Math.SinCos(_pass.Members[q].HalfAngle(theta));
            if (Math.Abs(cosine) < s_leastCosine)
                cosine = Math.CopySign(s_leastCosine, cosine);
            scale *= cosine;
            var tangent = T.CreateChecked(sine / cosine);
            for (var i = q * _lanes; i < (q + 1) * _lanes; i++)
                Tangents[i] = tangent * Signs[i];
        }
        Scale = T.CreateChecked(scale);
    }

    /// <summary>Adds ∂L/∂θ.</summary>
    public void Gradient(ReadOnlySpan<double> slots, Span<double> gradTheta)
    {
        for (var q = 0; q < _pass.Members.Count; q++)
            _pass.Members[q].AddGradient(slots[q], gradTheta);
    }
}
