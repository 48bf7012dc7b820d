namespace QaaHybrid.Circuits.Planning;

/// <summary>How a state lies in memory.</summary>
/// <param name="Bits">Number of index bits: the qubits, and one more where imaginary parts occur.</param>
/// <param name="Size">Bytes of an amplitude in all lanes, a power of two.</param>
internal readonly record struct StateLayout(int Bits, int Size)
{
    /// <summary>Where an index lies, in bytes.</summary>
    public nint Place(uint index) => (nint)index * Size;
}
