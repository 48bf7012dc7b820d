using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Density;

/// <summary>
/// One map applied to a density matrix: with S = A + iB, both sparse, <c>Re y = A Re x - B Im x</c> and <c>Im y = A Im x + B Re x</c> for every
/// group of 4ᵏ elements that differ in the bits of the map's qubits, in row and column.
/// </summary>
/// <remarks>
/// Lane j is group first + j. Where the lowest bits of the index are none of the map's, the groups of a register lie side by side and are
/// loaded as they are; otherwise they are gathered and scattered one by one. Equals the sum over Kraus operators to rounding.
/// </remarks>
internal sealed unsafe class MapWork<TLanes> : ITiled
    where TLanes : struct, ILanes<TLanes, double>
{
    // Groups of a tile; whole registers of any width.
    private const int TileGroups = 1 << 12;

    private readonly double* _real;
    private readonly double* _imaginary;
    private readonly int _groups;
    private readonly int _size;
    private readonly int[] _bits;
    private readonly int[] _offsets;
    private readonly Entry[][] _a;
    private readonly Entry[][] _b;
    private readonly bool _isContiguous;

    public MapWork(Superoperator map, int width, double* real, double* imaginary)
    {
        _real = real;
        _imaginary = imaginary;
        _size = map.Matrix.GetLength(0);
        _groups = (1 << 2 * width) / _size;
        int[] bits = [.. new[] { width, 0 }.SelectMany(half => map.Qubits.Select(q => half + width - 1 - q))];
        _offsets = [.. Enumerable.Range(0, _size).Select(element =>
            bits.Select((bit, i) => (element >> bits.Length - 1 - i & 1) << bit).Sum())];
        _bits = [.. bits.Order()];
        _isContiguous = _groups >= TLanes.Count && 1 << _bits[0] >= TLanes.Count;
        _a = Rows(map.Matrix, value => value.Real);
        _b = Rows(map.Matrix, value => value.Imaginary);
    }

    public int Tiles => (_groups + TileGroups - 1) / TileGroups;

    public void RunTile(int tile)
    {
        var x = stackalloc double[2 * _size * TLanes.Count];
        var y = stackalloc double[2 * TLanes.Count];
        var places = stackalloc int[TLanes.Count];
        var last = Math.Min(_groups, (tile + 1) * TileGroups);
        for (var first = tile * TileGroups; first < last; first += TLanes.Count)
        {
            var count = Math.Min(TLanes.Count, last - first);
            for (var j = 0; j < (_isContiguous ? 1 : count); j++)
                places[j] = Place(first + j);
            Load(x, places, count);
            for (var row = 0; row < _size; row++)
                Store(Multiply(row, x), row, y, places, count);
        }
    }

    private (TLanes Real, TLanes Imaginary) Multiply(int row, double* x)
    {
        TLanes real = default, imaginary = default;
        foreach (var (column, factor) in _a[row])
        {
            var a = TLanes.All(factor);
            real = TLanes.MultiplyAdd(a, TLanes.Load(x + 2 * column * TLanes.Count), real);
            imaginary = TLanes.MultiplyAdd(a, TLanes.Load(x + (2 * column + 1) * TLanes.Count), imaginary);
        }
        foreach (var (column, factor) in _b[row])
        {
            var b = TLanes.All(factor);
            real = TLanes.MultiplyAdd(-b, TLanes.Load(x + (2 * column + 1) * TLanes.Count), real);
            imaginary = TLanes.MultiplyAdd(b, TLanes.Load(x + 2 * column * TLanes.Count), imaginary);
        }
        return (real, imaginary);
    }

    private void Load(double* x, int* places, int count)
    {
        for (var element = 0; element < _size; element++)
        {
            double* re = x + 2 * element * TLanes.Count, im = re + TLanes.Count;
            if (_isContiguous)
            {
                TLanes.Load(_real + places[0] + _offsets[element]).Store(re);
                TLanes.Load(_imaginary + places[0] + _offsets[element]).Store(im);
                continue;
            }
            for (var j = 0; j < count; j++)
                (re[j], im[j]) = (_real[places[j] + _offsets[element]], _imaginary[places[j] + _offsets[element]]);
        }
    }

    private void Store((TLanes Real, TLanes Imaginary) value, int element, double* y, int* places, int count)
    {
        if (_isContiguous)
        {
            value.Real.Store(_real + places[0] + _offsets[element]);
            value.Imaginary.Store(_imaginary + places[0] + _offsets[element]);
            return;
        }
        value.Real.Store(y);
        value.Imaginary.Store(y + TLanes.Count);
        for (var j = 0; j < count; j++)
            (_real[places[j] + _offsets[element]], _imaginary[places[j] + _offsets[element]]) = (y[j], y[TLanes.Count + j]);
    }

    // The group's number, with a 0 put in at each of the map's bits.
    private int Place(int group)
    {
        foreach (var bit in _bits)
            group = (group >> bit << bit + 1) | (group & ((1 << bit) - 1));
        return group;
    }

    private static Entry[][] Rows(Complex[,] matrix, Func<Complex, double> part) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(row => Enumerable.Range(0, matrix.GetLength(1))
            .Select(column => new Entry(column, part(matrix[row, column]))).Where(entry => entry.Factor != 0).ToArray())];

    private readonly record struct Entry(int Column, double Factor);
}
