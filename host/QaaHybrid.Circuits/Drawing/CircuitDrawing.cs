using QaaHybrid.Circuits.Drawing;

namespace QaaHybrid.Circuits;

/// <summary>Draws circuits: as text for a terminal, as SVG for a report.</summary>
public static partial class CircuitDrawing
{
    private const int DefaultCharacters = 120;

    /// <summary>A drawing in characters, one line a wire, broken into panels where it is too wide.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="options">Labels and width, in characters.</param>
    public static string ToText(Circuit circuit, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        options ??= new DrawingOptions();
        var drawn = new DrawnCircuit(circuit, options);
        var margin = drawn.WireNames.Max(name => name.Length) + 2;
        var widths = drawn.Columns.Select(column => 2 + column.SelectMany(gate => gate.Marks).Max(mark => mark.Text.Length)).ToArray();
        var text = new System.Text.StringBuilder();
        foreach (var (first, last) in Panels(widths, (options.Width ?? DefaultCharacters) - margin))
        {
            if (text.Length > 0)
                text.Append('\n');
            AppendPanel(text, drawn, widths, first, last, margin);
        }
        if (drawn.Note is { } note)
            text.Append(note).Append('\n');
        return text.ToString();
    }

    // First and last column of every panel; an empty circuit is one empty panel.
    private static IEnumerable<(int First, int Last)> Panels(int[] widths, int width)
    {
        var first = 0;
        var used = 0;
        for (var column = 0; column < widths.Length; column++)
        {
            if (column > first && used + widths[column] > width)
            {
                yield return (first, column - 1);
                (first, used) = (column, 0);
            }
            used += widths[column];
        }
        yield return (first, widths.Length - 1);
    }

    private static void AppendPanel(System.Text.StringBuilder text, DrawnCircuit drawn, int[] widths, int first, int last, int margin)
    {
        for (var qubit = 0; qubit < drawn.Qubits; qubit++)
        {
            var wire = $"{drawn.WireNames[qubit]}:".PadRight(margin);
            var below = new string(' ', margin);
            for (var column = first; column <= last; column++)
            {
                var gates = drawn.Columns[column];
                var mark = gates.SelectMany(gate => gate.Marks).FirstOrDefault(mark => mark.Qubit == qubit);
                var crossed = gates.Any(gate => gate.Top < qubit && gate.Bottom > qubit);
                wire += Centred(mark.Text ?? (crossed ? "┼" : ""), widths[column], '─');
                below += Centred(gates.Any(gate => gate.Top <= qubit && gate.Bottom > qubit) ? "│" : "", widths[column], ' ');
            }
            text.Append(wire).Append('\n');
            if (qubit < drawn.Qubits - 1 && !string.IsNullOrWhiteSpace(below))
                text.Append(below.TrimEnd()).Append('\n');
        }
    }

    private static string Centred(string mark, int width, char filling)
    {
        var left = (width - mark.Length) / 2;
        return new string(filling, left) + mark + new string(filling, width - mark.Length - left);
    }
}
