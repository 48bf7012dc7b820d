namespace QaaHybrid.Circuits.Planning;

/// <summary>Parity(mask, index) = right-hand side, over GF(2).</summary>
/// <param name="Mask">Which bits of the index count.</param>
/// <param name="Right">The right-hand side as a sum of parameters: a mask of those that count; <see cref="One"/> is always 1.</param>
internal readonly record struct ParityEquation(uint Mask, ulong Right)
{
    /// <summary>The parameter that is always 1.</summary>
    public const ulong One = 1ul << 63;

    public ParityEquation(uint mask, bool odd) : this(mask, odd ? One : 0) { }
}
