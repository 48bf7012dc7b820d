using System.Globalization;
using System.Runtime.Intrinsics;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Choice;

/// <summary>Decides between going gate by gate and multiplying by the matrix of the whole circuit, by their predicted times.</summary>
/// <param name="direct">The executor that goes gate by gate: state vector or subspace.</param>
/// <param name="states">What its states are, in words.</param>
/// <param name="cost">What the circuit costs; null where its matrix would be too large to think of.</param>
/// <param name="numberSize">Bytes of a number.</param>
internal sealed class ExecutorCosts(ExecutorKind direct, string states, CircuitCost? cost, int numberSize)
{
    /// <summary>A matrix of more entries than this is never tried: 4 million are 2¹¹ × 2¹¹.</summary>
    public const long MostEntries = 1 << 22;

    // A copy of the batch, and of what it becomes, is kept in one piece of memory each.
    private const long MostNumbers = 1 << 30;

    // Where both take about as long, what needs no second copy of the batch is better.
    private const double WorthIt = 0.9;

    private readonly int _lanes = Lanes(numberSize);

    /// <summary>Rows that a register of this machine holds.</summary>
    public static int Lanes(int numberSize) => (Vector512.IsHardwareAccelerated ? 64 : Vector256.IsHardwareAccelerated ? 32 : 16) / numberSize;

    /// <summary>Of a circuit on all 2ⁿ amplitudes.</summary>
    public static ExecutorCosts OfStateVector(Circuit circuit, int numberSize)
    {
        var cost = 1L << 2 * circuit.Qubits <= MostEntries ? CircuitCost.OfStateVector(circuit) : null;
        return new ExecutorCosts(
            ExecutorKind.StateVector, $"a state vector of 2^{circuit.Width} {(cost is null ? "" : cost.Outputs > cost.Inputs ? "complex " : "real ")}amplitudes", cost, numberSize);
    }

    /// <summary>Of a circuit on the amplitudes of one Hamming weight.</summary>
    public static ExecutorCosts OfSubspace(SubspaceProgram program, int numberSize)
    {
        var basis = program.Basis;
        return new ExecutorCosts(
            ExecutorKind.Subspace,
            $"the subspace of Hamming weight {basis.Weight} has C({basis.Qubits}, {basis.Weight}) = {basis.Count} {(program.IsComplex ? "complex" : "real")} amplitudes",
            (long)basis.Count * basis.Count <= MostEntries ? CircuitCost.OfSubspace(program) : null, numberSize);
    }

    /// <summary>Whether the dense matrix is predicted to be faster for so many rows.</summary>
    public bool PrefersDense(int rows) => cost is not null && (long)rows * Math.Max(cost.Inputs, cost.Outputs) <= MostNumbers && Dense(rows) < WorthIt * Direct(rows);

    /// <summary>The choice in words.</summary>
    public ExecutorChoice Choose(int rows)
    {
        if (cost is null)
            return new ExecutorChoice(direct, $"{states}; the matrix of the whole circuit would have more than {MostEntries} entries");
        var isDense = PrefersDense(rows);
        var (one, other) = (Time(Direct(rows)), Time(Dense(rows)));
        var matrix = $"a {cost.Inputs} × {cost.Outputs} matrix";
        return isDense
            ? new ExecutorChoice(ExecutorKind.Dense, $"{matrix} of the whole circuit: a training step of {rows} rows is predicted to take {other}, gate by gate {one} ({states})")
            : new ExecutorChoice(direct, $"{states}: a training step of {rows} rows is predicted to take {one}, with {matrix} of the whole circuit {other}");
    }

    private double Direct(int rows) => CostConstants.Measured.Direct(cost!, rows, _lanes);

    private double Dense(int rows) => CostConstants.Measured.Dense(cost!, rows, _lanes);

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.0} µs"),
        < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e9:0.0} s"),
    };
}
