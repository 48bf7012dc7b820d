using System.Text;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>Values as Q# source text.</summary>
public static class QSharpText
{
    /// <summary>A Double: the shortest digits that read back as the same number, always with a point.</summary>
    /// <exception cref="ArgumentException">NaN or an infinity, which Q# cannot write.</exception>
    public static string Literal(double value) => QirNumber.Format(value);

    /// <summary>A Double[].</summary>
    /// <inheritdoc cref="Literal(double)"/>
    public static string Literal(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var text = new StringBuilder("[");
        foreach (var value in values)
            text.Append(text.Length > 1 ? ", " : "").Append(Literal(value));
        return text.Append(']').ToString();
    }
}
