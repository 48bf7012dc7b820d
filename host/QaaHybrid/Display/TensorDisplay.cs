using System.Globalization;

namespace QaaHybrid.Display;

/// <summary>A tensor: element type, shape, and the values at its corners. However large it is, at most 36 of them are read.</summary>
internal static class TensorDisplay
{
    private const int Edge = 3;

    /// <summary>The heading and the values, in text and as a table.</summary>
    public static MimeBundle Of(Tensor tensor)
    {
        if (tensor.IsInvalid)
            return MimeBundle.OfText("a disposed tensor");
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var (shape, dtype) = (tensor.shape, tensor.dtype);
        var heading = $"{dtype.ToString().ToLowerInvariant()} [{string.Join(", ", shape)}]{(tensor.requires_grad ? ", requires_grad" : "")}";
        if (tensor.numel() == 0)
            return MimeBundle.OfText(heading);

        var matrix = tensor.detach();
        while (matrix.dim() > 2)
            matrix = matrix[0];
        while (matrix.dim() < 2)
            matrix = matrix.unsqueeze(0);
        var (rows, columns) = (Shown(matrix.shape[0]), Shown(matrix.shape[1]));
        var complex = dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
        var real = Values(complex ? matrix.real : matrix, rows, columns);
        var cells = complex ? Complex(real, Values(matrix.imag, rows, columns)) : Texts(real, dtype);
        if (shape.Length > 2)
            heading += $", the first {shape[^2]} × {shape[^1]} of it";
        var (below, beside) = (rows.Length < matrix.shape[0], columns.Length < matrix.shape[1]);
        var table = cells.Select(row => beside ? row.Take(Edge).Append("…").Concat(row.Skip(Edge)).ToArray() : row).ToList();
        if (below)
            table.Insert(Edge, [.. Enumerable.Repeat("⋮", table[0].Length)]);
        return MimeBundle.OfText($"{heading}\n{Text(table)}").With(MimeBundle.Html, Html(heading, table));
    }

    // The first and the last three of each dimension; all where there are no more than these.
    private static long[] Shown(long size) => size <= 2 * Edge
        ? [.. Enumerable.Range(0, (int)size).Select(index => (long)index)]
        : [.. Enumerable.Range(0, Edge).Select(index => (long)index), .. Enumerable.Range(0, Edge).Select(index => size - Edge + index)];

    private static double[][] Values(Tensor matrix, long[] rows, long[] columns) =>
        [.. rows.Select(row => matrix.select(0, row)).Select(row => columns.Select(column => row.select(0, column).ToDouble()).ToArray())];

    private static List<string[]> Texts(double[][] values, ScalarType dtype)
    {
        if (dtype == ScalarType.Bool)
            return [.. values.Select(row => row.Select(value => value != 0 ? "true" : "false").ToArray())];
        var format = is_floating_point(dtype) ? Format(values) : "0";
        return [.. values.Select(row => row.Select(value => value.ToString(format, CultureInfo.InvariantCulture)).ToArray())];
    }

    private static List<string[]> Complex(double[][] real, double[][] imaginary)
    {
        var format = Format([.. real, .. imaginary]);
        return [.. real.Zip(imaginary, (re, im) => re.Zip(im, (x, y) =>
            $"{x.ToString(format, CultureInfo.InvariantCulture)}{(double.IsNegative(y) ? "−" : "+")}{Math.Abs(y).ToString(format, CultureInfo.InvariantCulture)}i").ToArray())];
    }

    // Four decimals, as PyTorch prints, unless these would show nothing or run away.
    private static string Format(double[][] values)
    {
        var sizes = values.SelectMany(row => row).Where(value => double.IsFinite(value) && value != 0).Select(Math.Abs).ToList();
        return sizes.Count > 0 && (sizes.Max() >= 1e5 || sizes.Max() < 1e-3) ? "0.0000e+00" : "0.0000";
    }

    private static string Text(List<string[]> table)
    {
        var width = table.Max(row => row.Max(cell => cell.Length));
        return string.Join('\n', table.Select(row => $"[{string.Join("  ", row.Select(cell => cell.PadLeft(width)))}]"));
    }

    private static string Html(string heading, List<string[]> table)
    {
        var rows = table.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td style=\"text-align:right\">{cell}</td>"))}</tr>\n");
        return $"{HtmlPieces.Paragraph(heading)}<table>\n{string.Concat(rows)}</table>\n";
    }
}
