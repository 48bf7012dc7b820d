using System.Globalization;
using System.Text;
using QaaHybrid.Circuits.Drawing;

namespace QaaHybrid.Circuits;

public static partial class CircuitDrawing
{
    private const int RowHeight = 34;
    private const int BoxHeight = 22;
    private const int PanelGap = 18;
    private const int CharacterWidth = 7;
    private const int DefaultPixels = 960;

    /// <summary>A drawing as a self-contained SVG element, dark on white, broken into panels where it is too wide.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="options">Labels and width, in pixels; null is 960 pixels.</param>
    public static string ToSvg(Circuit circuit, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        options ??= new DrawingOptions();
        var drawn = new DrawnCircuit(circuit, options);
        var margin = 16 + CharacterWidth * drawn.WireNames.Max(name => name.Length);
        var widths = drawn.Columns.Select(column => column.SelectMany(gate => gate.Marks).Max(BoxWidth) + 10).ToArray();
        var panels = Panels(widths, (options.Width ?? DefaultPixels) - margin - 10).ToArray();
        var width = margin + 10 + panels.Max(panel => widths.Skip(panel.First).Take(panel.Last - panel.First + 1).Sum());
        var height = panels.Length * (drawn.Qubits * RowHeight + PanelGap) + (drawn.Note is null ? 0 : RowHeight);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" ")
            .Append(CultureInfo.InvariantCulture, $"role=\"img\" aria-label=\"{Escaped(circuit.Name)}\" ")
            .Append("font-family=\"monospace\" font-size=\"12\" fill=\"#1a1a1a\" stroke=\"none\">\n")
            .Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        for (var p = 0; p < panels.Length; p++)
            AppendPanel(svg, drawn, widths, panels[p], margin, p * (drawn.Qubits * RowHeight + PanelGap));
        if (drawn.Note is { } note)
            AppendText(svg, margin, height - RowHeight / 2, note, "start");
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendPanel(StringBuilder svg, DrawnCircuit drawn, int[] widths, (int First, int Last) panel, int margin, int top)
    {
        var right = margin + widths.Skip(panel.First).Take(panel.Last - panel.First + 1).Sum();
        for (var qubit = 0; qubit < drawn.Qubits; qubit++)
        {
            AppendText(svg, margin - 8, Y(qubit), drawn.WireNames[qubit], "end");
            AppendLine(svg, margin, Y(qubit), right, Y(qubit));
        }
        var left = margin;
        for (var column = panel.First; column <= panel.Last; column++)
        {
            var x = left + widths[column] / 2;
            foreach (var gate in drawn.Columns[column])
            {
                if (gate.Top < gate.Bottom)
                    AppendLine(svg, x, Y(gate.Top), x, Y(gate.Bottom));
                foreach (var mark in gate.Marks)
                    AppendMark(svg, mark, x, Y(mark.Qubit));
            }
            left += widths[column];
        }

        int Y(int qubit) => top + PanelGap / 2 + qubit * RowHeight + RowHeight / 2;
    }

    private static void AppendMark(StringBuilder svg, Mark mark, int x, int y)
    {
        switch (mark.Kind)
        {
            case MarkKind.Control:
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/>\n");
                break;
            case MarkKind.Target:
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"8\" fill=\"#ffffff\" stroke=\"#1a1a1a\"/>\n");
                AppendLine(svg, x - 8, y, x + 8, y);
                AppendLine(svg, x, y - 8, x, y + 8);
                break;
            case MarkKind.Cross:
                AppendLine(svg, x - 5, y - 5, x + 5, y + 5);
                AppendLine(svg, x - 5, y + 5, x + 5, y - 5);
                break;
            default:
                var width = BoxWidth(mark);
                svg.Append(CultureInfo.InvariantCulture,
                    $"<rect x=\"{x - width / 2}\" y=\"{y - BoxHeight / 2}\" width=\"{width}\" height=\"{BoxHeight}\" rx=\"3\" ")
                    .Append("fill=\"#ffffff\" stroke=\"#1a1a1a\"/>\n");
                AppendText(svg, x, y, mark.Text, "middle");
                break;
        }
    }

    private static int BoxWidth(Mark mark) => mark.Kind == MarkKind.Box ? CharacterWidth * mark.Text.Length + 12 : 16;

    private static void AppendLine(StringBuilder svg, int x1, int y1, int x2, int y2) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#1a1a1a\"/>\n");

    private static void AppendText(StringBuilder svg, int x, int y, string text, string anchor) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y + 4}\" text-anchor=\"{anchor}\">{Escaped(text)}</text>\n");

    private static string Escaped(string text) => System.Net.WebUtility.HtmlEncode(text);
}
