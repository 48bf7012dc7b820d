using System.Numerics;

namespace QaaHybrid.Circuits.Planning;

/// <summary>A subspace of GF(2)ⁿ by independent vectors, each with a highest bit that no other has.</summary>
internal sealed class BitSpan
{
    private readonly List<uint> _vectors = [];

    public int Dimension => _vectors.Count;

    public IReadOnlyList<uint> Vectors => _vectors;

    /// <summary>A copy, wider by these vectors.</summary>
    public BitSpan With(IEnumerable<uint> vectors)
    {
        var wider = new BitSpan();
        wider._vectors.AddRange(_vectors);
        foreach (var vector in vectors)
            wider.Add(vector);
        return wider;
    }

    /// <summary>Independent masks whose parity over every vector of the subspace is even.</summary>
    public uint[] Annihilator(int bits) => new AffineFamily(bits, _vectors.Select(vector => new ParityEquation(vector, false))).Basis;

    private void Add(uint vector)
    {
        foreach (var other in _vectors)
            if ((vector & Highest(other)) != 0)
                vector ^= other;
        if (vector == 0)
            return;
        for (var i = 0; i < _vectors.Count; i++)
            if ((_vectors[i] & Highest(vector)) != 0)
                _vectors[i] ^= vector;
        _vectors.Add(vector);
    }

    private static uint Highest(uint vector) => 1u << BitOperations.Log2(vector);
}
