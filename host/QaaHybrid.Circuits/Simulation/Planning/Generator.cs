namespace QaaHybrid.Circuits.Planning;

/// <summary>One rotation of the plan: its planes, and the angles that add up in it (neighbouring rotations about one axis are one).</summary>
internal sealed class Generator(PlaneRotation rotation, Angle angle)
{
    public PlaneRotation Rotation { get; } = rotation;

    /// <summary>What it turns by: the sum of these, in its own sense.</summary>
    public List<Angle> Angles { get; } = [angle];

    /// <summary>Takes in another rotation about the same planes, in either sense.</summary>
    public void Add(PlaneRotation same, Angle more) => Angles.Add(same.Side == Rotation.Side ? more : more.Negated);

    /// <summary>Half of the angle: what the planes turn by, radians.</summary>
    public double HalfAngle(ReadOnlySpan<double> theta)
    {
        var sum = 0.0;
        foreach (var term in Angles)
            sum += term.At(theta);
        return sum / 2;
    }

    /// <summary>The chain rule: adds ∂L/∂θ.</summary>
    /// <param name="derivative">∂L/∂(what the planes turn by).</param>
    /// <param name="gradTheta">All parameters.</param>
    public void AddGradient(double derivative, Span<double> gradTheta)
    {
        foreach (var angle in Angles)
            if (!angle.IsConstant)
                gradTheta[angle.Parameter] += angle.Scale * derivative / 2;
    }
}
