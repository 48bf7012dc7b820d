using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>One of the Pauli operators on one or two qubits, by chance: ρ → Σ_P p_P P ρ P. It depends on no state.</summary>
public sealed class PauliChannel : NoiseChannel
{
    // What sums of given probabilities may be off by.
    private const double Rounding = 1e-12;

    private readonly double[] _probabilities;

    /// <summary>Makes the channel.</summary>
    /// <param name="probabilities">
    /// Of I, X, Y, Z in this order (4 numbers), or of II, IX, IY, IZ, XI, …, ZZ (16), the first qubit leftmost; they sum to 1.
    /// </param>
    public PauliChannel(IReadOnlyList<double> probabilities)
        : base((probabilities ?? throw new ArgumentNullException(nameof(probabilities))).Count switch
        {
            4 => 1,
            16 => 2,
            var count => throw new ArgumentException($"{count} probabilities; 4 or 16 are expected", nameof(probabilities)),
        })
    {
        _probabilities = [.. probabilities];
        for (var pauli = 0; pauli < _probabilities.Length; pauli++)
        {
            if (!(_probabilities[pauli] > -Rounding))
                throw new ArgumentException($"the probability of {Name(pauli, Qubits)} is {_probabilities[pauli]:g6}, less than 0", nameof(probabilities));
            _probabilities[pauli] = Math.Max(0, _probabilities[pauli]);
        }
        if (!(Math.Abs(_probabilities.Sum() - 1) < Rounding))
            throw new ArgumentException($"the probabilities sum to {_probabilities.Sum():g6}, not to 1", nameof(probabilities));
    }

    /// <summary>The probabilities, as they were given.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <inheritdoc/>
    public override bool IsIdentity => _probabilities[0] == 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Complex[,]> KrausOperators =>
        [.. Enumerable.Range(0, _probabilities.Length).Where(pauli => _probabilities[pauli] > 0).Select(Kraus)];

    /// <summary>Which Pauli a draw from [0, 1) stands for: 0 = I, 1 = X, 2 = Y, 3 = Z, and 4 · first + second for two qubits.</summary>
    internal int Choose(double draw)
    {
        // Errors first: the identity takes what is left, rounding included.
        for (var pauli = 1; pauli < _probabilities.Length; pauli++)
            if ((draw -= _probabilities[pauli]) < 0)
                return pauli;
        return 0;
    }

    /// <summary>A Pauli operator as text, e.g. <c>X</c> or <c>ZI</c>.</summary>
    internal static string Name(int pauli, int qubits) => qubits == 1 ? $"{"IXYZ"[pauli]}" : $"{"IXYZ"[pauli / 4]}{"IXYZ"[pauli % 4]}";

    private Complex[,] Kraus(int pauli)
    {
        var root = Math.Sqrt(_probabilities[pauli]);
        var (first, second) = Qubits == 1 ? (GateMatrix.Pauli(pauli), One) : (GateMatrix.Pauli(pauli / 4), GateMatrix.Pauli(pauli % 4));
        var (size, inner) = (1 << Qubits, second.GetLength(0));
        var matrix = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                matrix[row, column] = root * first[row / inner, column / inner] * second[row % inner, column % inner];
        return matrix;
    }

    private static Complex[,] One => new Complex[,] { { 1 } };
}
