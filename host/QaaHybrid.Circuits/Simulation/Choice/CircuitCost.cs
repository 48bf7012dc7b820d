using QaaHybrid.Circuits.Planning;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Choice;

/// <summary>What a circuit costs, in operations on registers of rows, before it is known how long these take.</summary>
/// <param name="Turns">Amplitude turns a tile: pairs that rotations turn, and entries of small matrices, times what they multiply.</param>
/// <param name="Amplitudes">Amplitudes a tile, imaginary parts counted: loaded, read and written once.</param>
/// <param name="Angles">Rotations whose sine and cosine are computed once a call; entries of small matrices.</param>
/// <param name="Inputs">Rows of the matrix of the whole circuit.</param>
/// <param name="Outputs">Its columns.</param>
internal sealed record CircuitCost(double Turns, double Amplitudes, double Angles, int Inputs, int Outputs)
{
    // In turns of a state vector, which keeps several in registers: a pair by a list of places, and a pair by itself with its sum over the lanes.
    private const double TurnByList = 2.2;
    private const double SingleTurn = 4.5;

    // Sines of a subspace come eight at a time, and its derivatives need no chain of their own.
    private const double PlainAngle = 0.1;

    /// <summary>Of a state vector.</summary>
    public static CircuitCost OfStateVector(Circuit circuit)
    {
        var plan = CircuitPlan.Of(circuit, 1);
        var amplitudes = Math.Pow(2, plan.Layout.Bits);
        var sweeps = plan.Steps.OfType<SweepStep>().Sum(sweep => sweep.Members.Count);
        var fans = plan.Fans.Sum(fan => fan.Generators.Count);
        var flips = plan.Steps.OfType<FlipStep>().Count();
        // The angles of a fan lie in planes that the others' leave alone: together they turn every pair once.
        var passes = sweeps + plan.Fans.Count() + 0.25 * flips;
        var planes = plan.IsComplex ? 2 : 1;
        return new CircuitCost(passes * amplitudes / 2, amplitudes, sweeps + fans, 1 << circuit.Qubits, planes << circuit.Qubits);
    }

    /// <summary>Of a Hamming-weight subspace.</summary>
    public static CircuitCost OfSubspace(SubspaceProgram program)
    {
        var (basis, planes) = (program.Basis, program.IsComplex ? 2 : 1);
        var pairs = basis.Weight == 0 ? 0 : WeightBasis.CountOf(basis.Qubits - 2, basis.Weight - 1);
        var products = program.Matrices.Sum(step => step.Parts.Sum(part => (double)part.Groups.Length * part.Size));
        return new CircuitCost(
            planes * ((basis.Weight == 1 ? SingleTurn : TurnByList) * pairs * program.Givens.Length + planes * products), planes * basis.Count,
            PlainAngle * program.Givens.Length + program.Numbers,
            program.Start is null ? basis.Count : 1, planes * basis.Count);
    }
}
