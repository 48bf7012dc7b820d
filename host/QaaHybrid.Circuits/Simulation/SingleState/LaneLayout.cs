namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// How one state lies in vector registers: the lowest bits of an index are the lane, the others the register. Where a state has fewer bits than
/// a register has lanes, the bits beyond are 0 in every index that counts.
/// </summary>
/// <param name="Bits">Index bits: the qubits, one for imaginary parts where there are any.</param>
/// <param name="LaneBits">How many of them, the lowest, are the lane.</param>
internal readonly record struct LaneLayout(int Bits, int LaneBits)
{
    public int Lanes => 1 << LaneBits;

    public int RegisterBits => Bits - LaneBits;

    public uint Register(uint index) => index >> LaneBits;

    public int Lane(uint index) => (int)(index & (uint)(Lanes - 1));
}
