using System.Numerics;

namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Which stored index holds which amplitude of the register, and by what phase it differs: basis state l is at origin ⊕ the sum of the basis over
/// l's bits, where the auxiliary qubits are in |0⟩.
/// </summary>
internal sealed class OutputPlaces
{
    private readonly CliffordFrame _frame;
    private readonly int _auxiliary;

    /// <summary>Solves for the places.</summary>
    /// <param name="program">The tape.</param>
    /// <param name="circuit">The same.</param>
    /// <param name="bits">Index bits of the stored state.</param>
    public OutputPlaces(PlaneProgram program, Circuit circuit, int bits)
    {
        _frame = program.Frame;
        _auxiliary = circuit.AuxiliaryQubits;
        // Bit i of the basis state, parameter i, is the parity that C† Z_i C tells; all bits above the qubits are 0.
        var parities = Enumerable.Range(0, circuit.Width)
            .Select(bit => new ParityEquation(_frame.Z(bit).Z, 1ul << bit | (_frame.Z(bit).Phase == 2 ? ParityEquation.One : 0)));
        var above = Enumerable.Range(circuit.Width, bits - circuit.Width).Select(bit => new ParityEquation(1u << bit, false));
        var places = new AffineFamily(bits, parities.Concat(above));
        Origin = places.Offset(0)!.Value;
        Basis = [.. Enumerable.Range(0, circuit.Qubits).Select(bit => places.Offset(1ul << bit + _auxiliary)!.Value ^ Origin)];
        // C sends its witness to |0…0⟩ times this, a power of exp(iπ/4).
        var eighths = program.Eighths + 2 * (int)Math.Round(_frame.WitnessEntry.Phase / (Math.PI / 4));
        GlobalPhase = Complex.FromPolarCoordinates(1, eighths * Math.PI / 8);
    }

    public uint Origin { get; }

    /// <summary>By the bits of l, the last qubit first.</summary>
    public uint[] Basis { get; }

    /// <summary>What all stored amplitudes are to be multiplied by, besides their powers of i.</summary>
    public Complex GlobalPhase { get; }

    /// <summary>What C† X C of the qubits that are 1 in l tells.</summary>
    public PauliString Flips(uint l) => _frame.Pull(new PauliString(l << _auxiliary, 0, 0));

    /// <summary>The flips of one more qubit, by its bit in l.</summary>
    public PauliString Flip(int bit) => _frame.X(bit + _auxiliary);

    /// <summary>
    /// The power of i that stored amplitude l is to be multiplied by. With C† X^l C = iᵐ Xᵘ Zᶻ and C|x⟩ = |0⟩ times the phase above,
    /// |l⟩ = X^l C|x⟩ = iᵐ (-1)^(z·x) C|x ⊕ u⟩.
    /// </summary>
    public int Power(PauliString flips) => -flips.Phase + (Parity.Odd(flips.Z, _frame.Witness) ? 2 : 0) & 3;
}
