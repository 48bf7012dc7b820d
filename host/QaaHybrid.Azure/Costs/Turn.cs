using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>A gate of one qubit up to its phase, as a unit quaternion: W - i(X σx + Y σy + Z σz).</summary>
internal readonly record struct Turn(double W, double X, double Y, double Z)
{
    private static readonly double Half = Math.Sqrt(0.5);

    public static Turn None { get; } = new(1, 0, 0, 0);

    /// <summary>The Hadamard gate: π about the axis between X and Z.</summary>
    public static Turn H { get; } = new(0, Half, 0, Half);

    /// <summary>|⟨1|U|0⟩|²: 0 for a turn about Z, 1 for one by π about an equatorial axis.</summary>
    public double FlipProbability => X * X + Y * Y;

    /// <summary>RX(t) = exp(-itσx/2).</summary>
    public static Turn AboutX(double angle) => new(Math.Cos(angle / 2), Math.Sin(angle / 2), 0, 0);

    /// <summary>RY(t).</summary>
    public static Turn AboutY(double angle) => new(Math.Cos(angle / 2), 0, Math.Sin(angle / 2), 0);

    /// <summary>RZ(t).</summary>
    public static Turn AboutZ(double angle) => new(Math.Cos(angle / 2), 0, 0, Math.Sin(angle / 2));

    /// <summary>The gate of a kind.</summary>
    public static Turn Of(GateKind kind, double angle) => kind switch
    {
        GateKind.X => AboutX(Math.PI),
        GateKind.Y => AboutY(Math.PI),
        GateKind.Z => AboutZ(Math.PI),
        GateKind.H => H,
        GateKind.S => AboutZ(Math.PI / 2),
        GateKind.SAdj => AboutZ(-Math.PI / 2),
        GateKind.T => AboutZ(Math.PI / 4),
        GateKind.TAdj => AboutZ(-Math.PI / 4),
        GateKind.SX => AboutX(Math.PI / 2),
        GateKind.RX => AboutX(angle),
        GateKind.RY => AboutY(angle),
        GateKind.RZ => AboutZ(angle),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "this gate acts on more than one qubit"),
    };

    /// <summary>The product of two gates: the other first, then this one.</summary>
    public Turn After(Turn other)
    {
        var (a, b) = (this, other);
        return new Turn(
            a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
            a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
            a.W * b.Y + a.Y * b.W + a.Z * b.X - a.X * b.Z,
            a.W * b.Z + a.Z * b.W + a.X * b.Y - a.Y * b.X);
    }
}
