using System.Numerics;
using QaaHybrid.Circuits.Fusion;

namespace QaaHybrid.Circuits.Subspace;

/// <summary>
/// Any other block in the subspace. Its matrix falls into parts, one for each number w of ones among its m qubits: C(m, w) amplitudes at a time
/// are multiplied by part w. What it multiplies |0…0⟩ by is divided out, a phase that no read-out but the amplitudes shows.
/// </summary>
internal sealed class MatrixStep
{
    private readonly BlockPattern _pattern;
    private readonly int[] _parameters;
    private readonly double[] _theta;

    public MatrixStep(CircuitBlock block, WeightBasis basis)
    {
        _pattern = block.Pattern;
        _parameters = [.. block.Parameters];
        _theta = new double[_parameters.Length];
        var size = 1 << block.RegisterQubits.Length;
        var parts = new List<Part>();
        for (var ones = 1; ones <= Math.Min(block.RegisterQubits.Length, basis.Weight); ones++)
        {
            int[] states = [.. Enumerable.Range(0, size).Where(state => BitOperations.PopCount((uint)state) == ones)];
            var groups = IsIdentity(_pattern, states) ? [] : basis.Groups(block.RegisterQubits, ones);
            if (groups.Length == 0)
                continue;
            parts.Add(new Part(states, groups, Numbers));
            Numbers += states.Length * states.Length;
        }
        Parts = [.. parts];
    }

    /// <summary>The parts that do something.</summary>
    public Part[] Parts { get; }

    /// <summary>How many entries they have together.</summary>
    public int Numbers { get; }

    /// <summary>Place of its first entry among the numbers of all steps.</summary>
    public int FirstNumber { get; set; }

    /// <summary>Writes the entries at θ, part by part, row by row.</summary>
    public void Set(ReadOnlySpan<double> theta, Span<Complex> numbers)
    {
        var matrix = MatrixAt(theta);
        var phase = Complex.Conjugate(matrix[0]);
        foreach (var part in Parts)
            for (var row = 0; row < part.Size; row++)
                for (var column = 0; column < part.Size; column++)
                    numbers[part.FirstNumber + row * part.Size + column] = phase * matrix[part.Place(row, column, _pattern)];
    }

    /// <summary>
    /// From B_rc = Σ y_r conj(x_c), x before the step and y behind it, to the gradient. With u = M₀₀ and M' = M ū:
    /// Re Σ B̄ dM' = Re Σ conj(B u) dM + Re(z̄ dM₀₀), z = Σ B̄_rc M_rc.
    /// </summary>
    public void AddGradient(ReadOnlySpan<double> theta, ReadOnlySpan<Complex> sums, Span<double> gradient)
    {
        if (_parameters.Length == 0)
            return;
        var matrix = MatrixAt(theta);
        var bra = new Complex[matrix.Length];
        var along = Complex.Zero;
        foreach (var part in Parts)
            for (var row = 0; row < part.Size; row++)
                for (var column = 0; column < part.Size; column++)
                {
                    var (sum, place) = (sums[part.FirstNumber + row * part.Size + column], part.Place(row, column, _pattern));
                    bra[place] = sum * matrix[0];
                    along += Complex.Conjugate(sum) * matrix[place];
                }
        bra[0] += along;
        Span<double> own = stackalloc double[_parameters.Length];
        own.Clear();
        _pattern.Pull(_theta, bra, own);
        for (var p = 0; p < own.Length; p++)
            gradient[_parameters[p]] += own[p];
    }

    private Complex[] MatrixAt(ReadOnlySpan<double> theta)
    {
        for (var p = 0; p < _parameters.Length; p++)
            _theta[p] = theta[_parameters[p]];
        return _pattern.Matrix(_theta);
    }

    private static bool IsIdentity(BlockPattern pattern, int[] states)
    {
        for (var probe = 0; probe < Probe.Count; probe++)
            foreach (var column in states)
                foreach (var row in states)
                    if ((pattern.Entry(row, column, probe) - (row == column ? pattern.Entry(0, 0, probe) : 0)).Magnitude > Probe.Tolerance)
                        return false;
        return true;
    }

    /// <summary>The part of the matrix between local states with one number of ones.</summary>
    /// <param name="States">These states.</param>
    /// <param name="Groups">Places of the amplitudes that it multiplies, <see cref="Size"/> at a time.</param>
    /// <param name="FirstNumber">Place of its first entry among those of the step.</param>
    internal sealed record Part(int[] States, int[] Groups, int FirstNumber)
    {
        public int Size => States.Length;

        /// <summary>Where an entry stands in the pattern's matrix.</summary>
        public int Place(int row, int column, BlockPattern pattern) => States[column] * pattern.Rows.Length + States[row];
    }
}
