namespace QaaHybrid.Torch.Operators;

/// <summary>Floating-point operations of an operator by the shapes of its arguments; a multiplication and an addition are two.</summary>
internal static class FlopFormulas
{
    /// <summary>The count; 0 for an operator without a formula.</summary>
    internal static long Of(string name, ReadOnlySpan<OpArgument> arguments) => name switch
    {
        // [.., m, k] × [.., k, n], and with a bias or a sum in front.
        "aten::mm" or "aten::bmm" or "aten::matmul" or "aten::mv" or "aten::dot" => Product(Shape(arguments, 0), Shape(arguments, 1)),
        "aten::addmm" or "aten::baddbmm" => Product(Shape(arguments, 1), Shape(arguments, 2)),
        // [.., k] × [n, k]ᵀ
        "aten::linear" => 2 * Count(Shape(arguments, 0)) * Shape(arguments, 1)[0],
        "aten::outer" => Count(Shape(arguments, 0)) * Count(Shape(arguments, 1)),
        // A kernel [out, in, h, w] at every place of the output.
        "aten::conv2d" => Convolution(arguments),
        // q·kᵀ and its product with v.
        "aten::scaled_dot_product_attention" => Attention(Shape(arguments, 0), Shape(arguments, 1), Shape(arguments, 2)),
        // Gauss: (2/3)·n³ for the factors, 2·n² a column.
        "aten::linalg_solve" => Solve(Shape(arguments, 0), Columns(Shape(arguments, 0), Shape(arguments, 1))),
        "aten::linalg_inv" => Solve(Shape(arguments, 0), Shape(arguments, 0)[^1]),
        // Pair by pair from the left: a multiplication and an addition for every choice of the pair's indices.
        "aten::einsum" => Einsum((string)arguments[0].Reference!, (torch.Tensor?[])arguments[1].Reference!),
        // A Taylor polynomial of degree 18 in five products (Bader, Blanes, Casas 2019), what libtorch takes in double precision for norms up to about 1; the squarings for larger ones are not seen.
        "aten::matrix_exp" => 5 * Product(Shape(arguments, 0), Shape(arguments, 0)),
        _ => 0,
    };

    private static long Einsum(string equation, torch.Tensor?[] tensors)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var terms = sides[0].Split(',');
        // "..." stands for leading axes; they multiply the count as the axes of a batch.
        var (sizes, batch) = (new Dictionary<char, long>(), 1L);
        for (var i = 0; i < terms.Length; i++)
        {
            var (named, shape) = (terms[i].Replace("...", "", StringComparison.Ordinal), tensors[i]!.shape);
            batch = Math.Max(batch, Count(shape.AsSpan(..^named.Length)));
            foreach (var (axis, letter) in named.Index())
                sizes[letter] = Math.Max(sizes.GetValueOrDefault(letter), shape[^(named.Length - axis)]);
        }
        var (total, left) = (0L, terms[0]);
        for (var i = 1; i < terms.Length; i++)
        {
            var both = left.Union(terms[i]).Where(char.IsLetter).ToList();
            total += 2 * batch * both.Aggregate(1L, (product, letter) => product * sizes[letter]);
            // What neither a later term nor the result names is summed over.
            var needed = string.Concat(terms[(i + 1)..]) + (sides.Length > 1 ? sides[1] : Implicit(terms));
            left = string.Concat(both.Where(letter => needed.Contains(letter, StringComparison.Ordinal)));
        }
        return total;
    }

    // Without "->" the result has the letters that occur once.
    private static string Implicit(string[] terms) => string.Concat(string.Concat(terms).Where(char.IsLetter).GroupBy(letter => letter).Where(letters => letters.Count() == 1).Select(letters => letters.Key));

    private static long Product(long[] a, long[] b)
    {
        // A vector on either side loses its dimension in the result.
        long m = a.Length > 1 ? a[^2] : 1, k = a[^1], n = b.Length > 1 ? b[^1] : 1;
        var batch = Math.Max(a.Length > 2 ? Count(a.AsSpan(..^2)) : 1, b.Length > 2 ? Count(b.AsSpan(..^2)) : 1);
        return 2 * batch * m * k * n;
    }

    private static long Attention(long[] query, long[] key, long[] value)
    {
        var rows = Count(query.AsSpan(..^1));
        return 2 * rows * key[^2] * query[^1] + 2 * rows * key[^2] * value[^1];
    }

    private static long Convolution(ReadOnlySpan<OpArgument> arguments)
    {
        var (input, weight) = (Shape(arguments, 0), Shape(arguments, 1));
        long Places(int axis, ReadOnlySpan<OpArgument> all)
        {
            long stride = Pair(all, 3, axis, 1), padding = Pair(all, 4, axis, 0), dilation = Pair(all, 5, axis, 1);
            return (input[^(2 - axis)] + 2 * padding - dilation * (weight[^(2 - axis)] - 1) - 1) / stride + 1;
        }
        var batch = input.Length > 3 ? input[0] : 1;
        return 2 * batch * Places(0, arguments) * Places(1, arguments) * Count(weight);
    }

    private static long Solve(long[] matrix, long columns)
    {
        var n = matrix[^1];
        var batch = matrix.Length > 2 ? Count(matrix.AsSpan(..^2)) : 1;
        return batch * (2 * n * n * n / 3 + 2 * n * n * columns);
    }

    private static long Columns(long[] matrix, long[] right) => right.Length == matrix.Length ? right[^1] : 1;

    private static long Pair(ReadOnlySpan<OpArgument> arguments, int index, int axis, long fallback) =>
        index < arguments.Length && arguments[index].Reference is long[] { Length: > 0 } list ? list[Math.Min(axis, list.Length - 1)] : fallback;

    private static long[] Shape(ReadOnlySpan<OpArgument> arguments, int index) => arguments[index].Reference is torch.Tensor tensor ? tensor.shape : [];

    private static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var size in shape)
            count *= size;
        return count;
    }
}
