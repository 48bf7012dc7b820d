using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Adapters.Parts;

/// <summary>
/// From the minors of order k − 1 of an m × n matrix to those of order k, and back with gradients. With i the first of the rows I, j_p the p-th of the columns J:
/// <code>
/// det A[I, J] = Σ_p V_p[i, J] · W_p[I\i, J],    V_p[i, J] = (−1)^p A[i, j_p],    W_p[R, J] = det A[R, J\j_p]
/// </code>
/// Nothing is divided by, so gradients by this rule are the cofactors themselves. V_p and W_p are gathered once for all J; what is left are products of whole rows,
/// k · C(m, k) · C(n, k) multiplications, and twice as many for the gradient.
/// </summary>
internal sealed class LaplaceExpansion
{
    private static readonly ConcurrentDictionary<(int, int, int), LaplaceExpansion> Known = new();

    private readonly int _m;
    private readonly int _n;
    private readonly int _order;
    private readonly int _restRows;
    private readonly int _restColumns;
    // Of each row set: its first row, and the place of the others among the sets of k − 1.
    private readonly int[] _firstRow;
    private readonly int[] _otherRows;
    // [p][J]: the p-th column of J, and the place of J without it.
    private readonly int[][] _column;
    private readonly int[][] _otherColumns;

    private LaplaceExpansion(int m, int n, int order)
    {
        (_m, _n, _order) = (m, n, order);
        var (rows, columns) = (new WeightBasis(m, order), new WeightBasis(n, order));
        var (restRows, restColumns) = (new WeightBasis(m, order - 1), new WeightBasis(n, order - 1));
        (Rows, Columns, _restRows, _restColumns) = (rows.Count, columns.Count, restRows.Count, restColumns.Count);
        _firstRow = Pick(rows, 0);
        _otherRows = Without(rows, restRows, 0);
        _column = [.. Enumerable.Range(0, order).Select(p => Pick(columns, p))];
        _otherColumns = [.. Enumerable.Range(0, order).Select(p => Without(columns, restColumns, p))];
    }

    /// <summary>C(m, k).</summary>
    public int Rows { get; }

    /// <summary>C(n, k).</summary>
    public int Columns { get; }

    /// <summary>The expansion to order k ≥ 2 of m × n matrices; its tables are made once.</summary>
    public static LaplaceExpansion Of(int m, int n, int order) => Known.GetOrAdd((m, n, order), key => new LaplaceExpansion(key.Item1, key.Item2, key.Item3));

    /// <summary>Adds the minors of order k.</summary>
    /// <param name="matrices">A, [batch, m, n].</param>
    /// <param name="below">Minors of order k − 1, [batch, C(m, k−1), C(n, k−1)].</param>
    /// <param name="minors">[batch, C(m, k), C(n, k)], zero at the start.</param>
    public void Expand<T>(ReadOnlySpan<T> matrices, ReadOnlySpan<T> below, Span<T> minors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (v, w) = (new T[_m * Columns], new T[_restRows * Columns]);
        for (var (b, batch) = (0, matrices.Length / (_m * _n)); b < batch; b++)
            for (var p = 0; p < _order; p++)
            {
                Gather(Part(matrices, b, _m * _n), _n, _column[p], p % 2 == 1, v);
                Gather(Part(below, b, _restRows * _restColumns), _restColumns, _otherColumns[p], false, w);
                for (var set = 0; set < Rows; set++)
                    AddProduct(Row(v, _firstRow[set]), Row(w, _otherRows[set]), minors.Slice((b * Rows + set) * Columns, Columns));
            }
    }

    /// <summary>Adds the gradients of A and of the lower minors; where k is 2 both are the same tensor.</summary>
    public void Differentiate<T>(ReadOnlySpan<T> matrices, ReadOnlySpan<T> below, ReadOnlySpan<T> gradMinors, Span<T> gradMatrices, Span<T> gradBelow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (v, w) = (new T[_m * Columns], new T[_restRows * Columns]);
        var (gradV, gradW) = (new T[v.Length], new T[w.Length]);
        for (var (b, batch) = (0, matrices.Length / (_m * _n)); b < batch; b++)
            for (var p = 0; p < _order; p++)
            {
                Gather(Part(matrices, b, _m * _n), _n, _column[p], p % 2 == 1, v);
                Gather(Part(below, b, _restRows * _restColumns), _restColumns, _otherColumns[p], false, w);
                Array.Clear(gradV);
                Array.Clear(gradW);
                for (var set = 0; set < Rows; set++)
                {
                    var gradient = gradMinors.Slice((b * Rows + set) * Columns, Columns);
                    AddProduct(gradient, Row(w, _otherRows[set]), Row(gradV, _firstRow[set]));
                    AddProduct(gradient, Row(v, _firstRow[set]), Row(gradW, _otherRows[set]));
                }
                Scatter<T>(gradV, _column[p], p % 2 == 1, gradMatrices.Slice(b * _m * _n, _m * _n), _n);
                Scatter<T>(gradW, _otherColumns[p], false, gradBelow.Slice(b * _restRows * _restColumns, _restRows * _restColumns), _restColumns);
            }
    }

    private static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> all, int index, int length) => all.Slice(index * length, length);

    private Span<T> Row<T>(T[] table, int row) => table.AsSpan(row * Columns, Columns);

    // target[r, J] = ± source[r, columns[J]]
    private static void Gather<T>(ReadOnlySpan<T> source, int width, int[] columns, bool negate, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int from = 0, to = 0; from < source.Length; from += width, to += columns.Length)
        {
            var row = source.Slice(from, width);
            var line = target.Slice(to, columns.Length);
            for (var j = 0; j < line.Length; j++)
                line[j] = negate ? -row[columns[j]] : row[columns[j]];
        }
    }

    // target[r, columns[J]] += ± source[r, J]
    private static void Scatter<T>(ReadOnlySpan<T> source, int[] columns, bool negate, Span<T> target, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int to = 0, from = 0; to < target.Length; to += width, from += columns.Length)
        {
            var row = target.Slice(to, width);
            var line = source.Slice(from, columns.Length);
            for (var j = 0; j < line.Length; j++)
                row[columns[j]] += negate ? -line[j] : line[j];
        }
    }

    // sum += x ∘ y
    private static void AddProduct<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wideX = MemoryMarshal.Cast<T, Vector<T>>(x);
        var wideY = MemoryMarshal.Cast<T, Vector<T>>(y);
        var wideSum = MemoryMarshal.Cast<T, Vector<T>>(sum);
        for (var i = 0; i < wideSum.Length; i++)
            wideSum[i] += wideX[i] * wideY[i];
        for (var i = wideSum.Length * Vector<T>.Count; i < sum.Length; i++)
            sum[i] += x[i] * y[i];
    }

    private static int[] Pick(WeightBasis basis, int p) => [.. Enumerable.Range(0, basis.Count).Select(set => basis.Elements[set * basis.Weight + p])];

    private static int[] Without(WeightBasis basis, WeightBasis rest, int p) => [.. Enumerable.Range(0, basis.Count).Select(set =>
        rest.Rank([.. basis.Elements.AsSpan(set * basis.Weight, basis.Weight).ToArray().Where((_, place) => place != p)]))];
}
