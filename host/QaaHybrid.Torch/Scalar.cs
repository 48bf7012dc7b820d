using System.Globalization;

namespace QaaHybrid.Torch;

/// <summary>A number that an operator takes beside tensors. Integers stay integers: int64 · 2 is int64, int64 · 2.0 is float32.</summary>
public readonly struct Scalar : IEquatable<Scalar>
{
    private readonly double real;
    private readonly long integer;

    private Scalar(torch.ScalarType type, long integer, double real)
    {
        Type = type;
        this.integer = integer;
        this.real = real;
    }

    /// <summary>Int64, Float64 or Bool.</summary>
    public torch.ScalarType Type { get; }

    /// <summary>The value as a floating-point number.</summary>
    public double ToDouble() => Type == torch.ScalarType.Float64 ? real : integer;

    /// <summary>The value as an integer, cut towards zero.</summary>
    public long ToInt64() => Type == torch.ScalarType.Float64 ? (long)real : integer;

    /// <summary>Whether the value is not zero.</summary>
    public bool ToBoolean() => ToDouble() != 0;

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(long value) => new(torch.ScalarType.Int64, value, 0);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => new(torch.ScalarType.Int64, value, 0);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(float value) => new(torch.ScalarType.Float64, 0, value);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(double value) => new(torch.ScalarType.Float64, 0, value);

    /// <summary>A truth value.</summary>
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, value ? 1 : 0, 0);

    /// <summary>Same kind and same value.</summary>
    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    /// <summary>Another kind or another value.</summary>
    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Scalar other) => Type == other.Type && integer == other.integer && real.Equals(other.real);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, integer, real);

    /// <inheritdoc/>
    public override string ToString() => Type switch
    {
        torch.ScalarType.Float64 => real.ToString("R", CultureInfo.InvariantCulture),
        torch.ScalarType.Bool => integer != 0 ? "true" : "false",
        _ => integer.ToString(CultureInfo.InvariantCulture),
    };
}
