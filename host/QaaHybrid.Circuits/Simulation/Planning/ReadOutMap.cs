namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Where the register's amplitudes lie in the stored state after the last step, in bytes: basis state l at offset ⊕ the sum of the basis over
/// l's bits.
/// </summary>
internal sealed class ReadOutMap
{
    private readonly CliffordFrame _frame;
    private readonly int _auxiliary;
    private readonly uint _zero;

    /// <summary>Makes the map.</summary>
    /// <param name="frame">The Clifford gates that were kept aside, diagonalised.</param>
    /// <param name="circuit">The tape.</param>
    /// <param name="layout">Size of the state.</param>
    public ReadOutMap(CliffordFrame frame, Circuit circuit, StateLayout layout)
    {
        _frame = frame;
        _auxiliary = circuit.AuxiliaryQubits;
        // Bit i of the basis state, parameter i, is the parity that C† Z_i C tells; the imaginary bit is 0.
        var parities = Enumerable.Range(0, circuit.Width)
            .Select(bit => new ParityEquation(frame.Z(bit).Z, 1ul << bit | (frame.Z(bit).Phase == 2 ? ParityEquation.One : 0)));
        var imaginary = Enumerable.Range(circuit.Width, layout.Bits - circuit.Width).Select(bit => new ParityEquation(1u << bit, false));
        var places = new AffineFamily(layout.Bits, parities.Concat(imaginary));
        var origin = places.Offset(0)!.Value;
        Offset = layout.Place(origin);
        uint[] basis = [.. Enumerable.Range(0, circuit.Qubits).Select(bit => places.Offset(1ul << bit + _auxiliary)!.Value ^ origin)];
        Basis = [.. basis.Select(layout.Place)];
        Grid = IndexGrid.Of(basis, layout);
        Eighths = IndexGrid.Of(basis.AsSpan(Math.Min(3, basis.Length)), layout);
        for (var bit = 0; bit < circuit.Width; bit++)
            _zero |= frame.Z(bit).Phase == 2 ? 1u << bit : 0;
    }

    public nint Offset { get; }

    /// <summary>By the bits of l, the last qubit first.</summary>
    public nint[] Basis { get; }

    /// <summary>Basis state l = o · (length of inner) + i lies at Offset ⊕ outer[o] ⊕ inner[i].</summary>
    public IndexGrid Grid { get; }

    /// <summary>As <see cref="Grid"/>, of the basis states in which the last three qubits are 0.</summary>
    public IndexGrid Eighths { get; }

    /// <summary>
    /// The power of i by which amplitude l differs from its stored value, up to one global phase. With C† X^b C = iᵐ Xˣ Zᶻ,
    /// C|x⟩ = i⁻ᵐ X^b C|0⟩.
    /// </summary>
    public int Phase(int l) => -_frame.Pull(new PauliString((uint)l << _auxiliary ^ _zero, 0, 0)).Phase & 3;
}
