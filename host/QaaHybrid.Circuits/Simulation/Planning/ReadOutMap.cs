namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Where the register's amplitudes lie in the stored state after the last step, in bytes: basis state l at offset ⊕ the sum of the basis over
/// l's bits.
/// </summary>
internal sealed class ReadOutMap
{
    /// <summary>Makes the map.</summary>
    /// <param name="places">The same in indices.</param>
    /// <param name="layout">Size of the state.</param>
    public ReadOutMap(OutputPlaces places, StateLayout layout)
    {
        Offset = layout.Place(places.Origin);
        Basis = [.. places.Basis.Select(layout.Place)];
        Grid = IndexGrid.Of(places.Basis, layout);
        Eighths = IndexGrid.Of(places.Basis.AsSpan(Math.Min(3, places.Basis.Length)), layout);
    }

    public nint Offset { get; }

    /// <summary>By the bits of l, the last qubit first.</summary>
    public nint[] Basis { get; }

    /// <summary>Basis state l = o · (length of inner) + i lies at Offset ⊕ outer[o] ⊕ inner[i].</summary>
    public IndexGrid Grid { get; }

    /// <summary>As <see cref="Grid"/>, of the basis states in which the last three qubits are 0.</summary>
    public IndexGrid Eighths { get; }
}
