using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>Where amplitude l of the register is stored and by which power of i it differs, by two short tables over l's high and low bits.</summary>
internal sealed class OutputTable
{
    private readonly OutputPlaces _places;
    private readonly int _lowBits;
    private readonly uint[] _low;
    private readonly uint[] _high;
    private readonly PauliString[] _lowFlips;
    private readonly PauliString[] _highFlips;

    public OutputTable(OutputPlaces places)
    {
        _places = places;
        _lowBits = places.Basis.Length / 2;
        (_low, _lowFlips) = Sums(0, _lowBits);
        (_high, _highFlips) = Sums(_lowBits, places.Basis.Length);
    }

    public uint At(int l) => _places.Origin ^ _high[l >> _lowBits] ^ _low[l & (_low.Length - 1)];

    public int Power(int l) => _places.Power(_highFlips[l >> _lowBits] * _lowFlips[l & (_low.Length - 1)]);

    private (uint[], PauliString[]) Sums(int first, int end)
    {
        var sums = new uint[1 << end - first];
        var flips = new PauliString[sums.Length];
        for (var bit = first; bit < end; bit++)
            for (var k = 0; k < 1 << bit - first; k++)
            {
                var next = k + (1 << bit - first);
                sums[next] = sums[k] ^ _places.Basis[bit];
                flips[next] = _places.Flip(bit) * flips[k];
            }
        return (sums, flips);
    }
}
