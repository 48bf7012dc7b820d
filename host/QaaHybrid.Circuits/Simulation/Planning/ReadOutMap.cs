namespace QaaHybrid.Circuits.Planning;

/// <summary>Where the register's amplitudes lie in the stored state after the last step, in bytes: basis state l at offset ⊕ the sum of the basis over l's
/// bits.</summary>
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
        var origin = Solve(null);
        Offset = layout.Place(origin);
        uint[] basis = [.. Enumerable.Range(0, circuit.Qubits).Select(bit => Solve(bit + _auxiliary) ^ origin)];
        Basis = [.. basis.Select(layout.Place)];
        Grid = new AffineSubspace(origin, basis).Differences(layout.Size);
        Eighths = new AffineSubspace(origin, basis[Math.Min(3, basis.Length)..]).Differences(layout.Size);
        for (var bit = 0; bit < circuit.Width; bit++)
            _zero |= frame.Z(bit).Phase == 2 ? 1u << bit : 0;

        // The stored index of the basis state with at most one bit set; auxiliary qubits and the imaginary bit are 0.
        uint Solve(int? set)
        {
            var equations = Enumerable.Range(0, circuit.Width).Select(bit => (frame.Z(bit).Z, frame.Z(bit).Phase == 2 ^ bit == set));
            var imaginary = Enumerable.Range(circuit.Width, layout.Bits - circuit.Width).Select(bit => (1u << bit, false));
            return AffineSubspace.Solve(layout.Bits, equations.Concat(imaginary))!.Offset;
        }
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
