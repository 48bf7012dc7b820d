namespace QaaHybrid.Circuits.OpenQasm;

/// <summary>Angles as OpenQASM writes them: plain decimals that read back as the same double.</summary>
internal static class OpenQasmAngle
{
    /// <summary>An angle in [-2π, 2π]: readers keep angles modulo 2π, which changes a rotation by no more than a global phase.</summary>
    public static string Number(double radians) => QirNumber.Format(Reduced(radians));

    /// <summary>An angle as a function of the inputs: <c>theta_3</c>, <c>-theta_3</c>, <c>0.5*theta_3 + 0.25</c>.</summary>
    public static string Expression(Angle angle)
    {
        if (angle.IsConstant)
            return Number(angle.Offset);
        var factor = angle.Scale switch { 1 => "", -1 => "-", _ => $"{QirNumber.Format(angle.Scale)}*" };
        var offset = angle.Offset switch
        {
            0 => "",
            < 0 => $" - {QirNumber.Format(-angle.Offset)}",
            _ => $" + {QirNumber.Format(angle.Offset)}",
        };
        return $"{factor}{Input(angle.Parameter)}{offset}";
    }

    /// <summary>Name of the input that carries a parameter.</summary>
    public static string Input(int parameter) => $"theta_{parameter}";

    // A rotation by t is one by t mod 4π. Dividing by 4π as a double would err by 1e-16 a turn; the sine and the cosine reduce exactly.
    private static double Reduced(double radians) => Math.Abs(radians) <= 2 * Math.PI || !double.IsFinite(radians)
        ? radians
        : 2 * Math.Atan2(Math.Sin(radians / 2), Math.Cos(radians / 2));
}
