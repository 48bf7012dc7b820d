using System.Globalization;

namespace QaaHybrid.Circuits;

/// <summary>
/// What a rotation turns by: <c>scale · θ[parameter] + offset</c>, in radians; a constant where <see cref="Parameter"/> is negative.
/// </summary>
/// <param name="Parameter">Index of the parameter, or -1 for a constant angle.</param>
/// <param name="Scale">Factor of the parameter; 0 for a constant.</param>
/// <param name="Offset">Constant part, radians.</param>
public readonly record struct Angle(int Parameter, double Scale, double Offset)
{
    /// <summary>A constant angle.</summary>
    public static Angle Constant(double radians) => new(-1, 0, radians);

    /// <summary>Whether the angle depends on no parameter.</summary>
    public bool IsConstant => Parameter < 0;

    /// <summary>The angle at <paramref name="theta"/>, radians.</summary>
    // No "+ 0" behind a product: it would turn the -0.0 that the compiler writes into 0.0.
    public double At(ReadOnlySpan<double> theta) =>
        Parameter < 0 ? Offset : Offset == 0 ? Scale * theta[Parameter] : Scale * theta[Parameter] + Offset;

    /// <summary>The angle of the inverse rotation.</summary>
    public Angle Negated => new(Parameter, -Scale, -Offset);

    /// <summary>The formula. (What a record writes by itself would follow <see cref="Negated"/> without end.)</summary>
    public override string ToString()
    {
        var constant = Offset.ToString(CultureInfo.InvariantCulture);
        if (IsConstant)
            return constant;
        var turned = string.Create(CultureInfo.InvariantCulture, $"{Scale}·θ[{Parameter}]");
        return Offset == 0 ? turned : $"{turned} + {constant}";
    }
}
