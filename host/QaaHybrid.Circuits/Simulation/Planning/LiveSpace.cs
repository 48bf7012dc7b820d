namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Where a state can be other than zero: the indices whose parity over every one of these masks is even. Imaginary parts and auxiliary qubits
/// start at zero, and no gate need visit them before one has reached out to them.
/// </summary>
internal sealed class LiveSpace(IEnumerable<uint> zeroParities)
{
    private readonly List<uint> _masks = [.. zeroParities];

    /// <summary>A rotation couples j and j ⊕ V: parities that V changes are no longer even everywhere.</summary>
    public void Widen(uint v)
    {
        var pivot = _masks.FindIndex(mask => Parity.Odd(mask, v));
        if (pivot < 0)
            return;
        for (var i = 0; i < _masks.Count; i++)
            if (i != pivot && Parity.Odd(_masks[i], v))
                _masks[i] ^= _masks[pivot];
        _masks.RemoveAt(pivot);
    }

    /// <summary>The parities that are even wherever the state can be other than zero.</summary>
    public IReadOnlyList<uint> Masks => _masks;

    /// <summary>What an index must satisfy to be visited.</summary>
    public IEnumerable<ParityEquation> Equations => _masks.Select(mask => new ParityEquation(mask, false));
}
