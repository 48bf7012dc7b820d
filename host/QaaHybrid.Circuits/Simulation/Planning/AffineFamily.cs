using System.Numerics;

namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// The indices that satisfy parity equations, for every value of the parameters on their right-hand sides: offset(parameters) ⊕ every sum of
/// the basis. One elimination serves all blocks of a state and all classes of a fan.
/// </summary>
internal sealed class AffineFamily
{
    private readonly List<(uint Pivot, ParityEquation Equation)> _rows = [];
    private readonly List<ulong> _conditions = [];

    /// <summary>Solves the equations by Gauss–Jordan elimination over GF(2).</summary>
    /// <param name="bits">Number of index bits.</param>
    /// <param name="equations">The equations; dependent ones become conditions on the parameters.</param>
    public AffineFamily(int bits, IEnumerable<ParityEquation> equations)
    {
        foreach (var equation in equations)
            Add(equation);
        var dependent = _rows.Aggregate(0u, (mask, row) => mask | row.Pivot);
        Basis = [.. Enumerable.Range(0, bits).Select(bit => 1u << bit).Where(bit => (dependent & bit) == 0).Select(Solution)];
    }

    /// <summary>Independent differences of solutions, the one with the lowest free bit first; the same for all parameters.</summary>
    public uint[] Basis { get; }

    /// <summary>One solution; null where the parameters contradict dependent equations.</summary>
    public uint? Offset(ulong parameters)
    {
        parameters |= ParityEquation.One;
        foreach (var condition in _conditions)
            if (Odd(condition & parameters))
                return null;
        var offset = 0u;
        foreach (var (pivot, equation) in _rows)
            if (Odd(equation.Right & parameters))
                offset |= pivot;
        return offset;
    }

    private static bool Odd(ulong bits) => (BitOperations.PopCount(bits) & 1) != 0;

    private void Add(ParityEquation equation)
    {
        foreach (var row in _rows)
            if ((equation.Mask & row.Pivot) != 0)
                equation = Sum(equation, row.Equation);
        if (equation.Mask == 0)
        {
            _conditions.Add(equation.Right);
            return;
        }
        // The highest bit is the dependent one, so that the free bits are low and neighbours in memory.
        var pivot = 1u << BitOperations.Log2(equation.Mask);
        for (var i = 0; i < _rows.Count; i++)
            if ((_rows[i].Equation.Mask & pivot) != 0)
                _rows[i] = (_rows[i].Pivot, Sum(_rows[i].Equation, equation));
        _rows.Add((pivot, equation));
    }

    private static ParityEquation Sum(ParityEquation a, ParityEquation b) => new(a.Mask ^ b.Mask, a.Right ^ b.Right);

    // The solution of the homogeneous equations with this one free bit set.
    private uint Solution(uint free) => _rows.Aggregate(free, (vector, row) => (row.Equation.Mask & free) != 0 ? vector | row.Pivot : vector);
}
