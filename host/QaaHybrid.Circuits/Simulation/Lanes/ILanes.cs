namespace QaaHybrid.Circuits.Lanes;

/// <summary>
/// As many numbers as a vector register holds. For a batch lane k belongs to row k of a tile: no gate ever mixes lanes, so kernels need no
/// shuffles, and a NaN in one row stays there. For one state the lane is part of an amplitude's index, and gates exchange lanes.
/// </summary>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>Numbers in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Whether this machine has such registers.</summary>
    static abstract bool IsAccelerated { get; }

    static abstract TSelf Load(void* source);

    static abstract TSelf All(T value);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    /// <summary>a · b + c, fused where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The sum over the lanes, in a fixed order.</summary>
    static abstract T Sum(TSelf a);

    /// <summary>What <see cref="Exchange"/> needs to know of a flip.</summary>
    static abstract TSelf Flip(int flip);

    /// <summary>Lane k of the result is lane k ⊕ flip.</summary>
    static abstract TSelf Exchange(TSelf a, TSelf flip);

    /// <summary>Turns a square of numbers over: <paramref name="target"/>[i · step + k] = rows[k][offset + i].</summary>
    static virtual void Transpose(T** rows, nint offset, T* target, nint step)
    {
        for (var k = 0; k < TSelf.Count; k++)
            for (var i = 0; i < TSelf.Count; i++)
                target[i * step + k] = rows[k][offset + i];
    }

    void Store(void* target);
}
