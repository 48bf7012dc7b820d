namespace QaaHybrid.Circuits.Kernels;

/// <summary>What a plane turns by: an angle of at most π/4, by its tangent and cosine, and quarter turns.</summary>
internal readonly record struct PlaneTurn(double Tangent, double Cosine, int Quarters)
{
    /// <summary>A turn by an angle, radians.</summary>
    public static PlaneTurn By(double angle)
    {
        var nearest = Math.Round(angle / (Math.PI / 2));
        var (sine, cosine) = Math.SinCos(angle - nearest * (Math.PI / 2));
        return new PlaneTurn(sine / cosine, cosine, (int)(nearest - 4 * Math.Floor(nearest / 4)));
    }

    /// <summary>The turn back.</summary>
    public PlaneTurn Inverse => new(-Tangent, Cosine, -Quarters & 3);
}
