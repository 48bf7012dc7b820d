using QaaHybrid.Circuits;

namespace QaaHybrid.Display;

/// <summary>A circuit as its drawing, with its angles where they are known.</summary>
internal static class CircuitDisplay
{
    /// <summary>The drawing, in characters and as SVG.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="theta">Its angles, radians; null draws θ0, θ1, ….</param>
    /// <param name="name">What stands above it in place of its own name.</param>
    public static MimeBundle Of(Circuit circuit, IReadOnlyList<double>? theta, string? name = null)
    {
        var options = new DrawingOptions(theta);
        var heading = FormattableString.Invariant($"{name ?? circuit.Name}: {circuit.Qubits} qubits, {circuit.Parameters} parameters, {circuit.Gates.Count} gates");
        return HtmlPieces.Drawing($"{heading}\n{CircuitDrawing.ToText(circuit, options)}".TrimEnd(), CircuitDrawing.ToSvg(circuit, options), heading);
    }
}
