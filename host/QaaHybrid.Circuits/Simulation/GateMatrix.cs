using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>
/// The matrices of the gates, row by row, on basis states counted with the first qubit as the most significant bit. A rotation is
/// exp(-i t P / 2) = cos(t/2) - i sin(t/2) P.
/// </summary>
internal static class GateMatrix
{
    private static readonly Complex I = Complex.ImaginaryOne;
    private static readonly double Half = Math.Sqrt(0.5);

    private static readonly Complex[,] One = { { 1, 0 }, { 0, 1 } };
    private static readonly Complex[,] X = { { 0, 1 }, { 1, 0 } };
    private static readonly Complex[,] Y = { { 0, -I }, { I, 0 } };
    private static readonly Complex[,] Z = { { 1, 0 }, { 0, -1 } };
    private static readonly Complex[,] Swap = { { 1, 0, 0, 0 }, { 0, 0, 1, 0 }, { 0, 1, 0, 0 }, { 0, 0, 0, 1 } };

    /// <summary>A Pauli matrix: 0 = I, 1 = X, 2 = Y, 3 = Z.</summary>
    public static Complex[,] Pauli(int index) => index switch { 0 => One, 1 => X, 2 => Y, _ => Z };

    /// <summary>The matrix of a gate.</summary>
    /// <param name="kind">Which gate.</param>
    /// <param name="angle">What a rotation turns by, radians; ignored by the others.</param>
    /// <returns>[2^k, 2^k] for a gate of k qubits.</returns>
    public static Complex[,] Of(GateKind kind, double angle = 0) => kind switch
    {
        GateKind.X => X,
        GateKind.Y => Y,
        GateKind.Z => Z,
        GateKind.H => new Complex[,] { { Half, Half }, { Half, -Half } },
        GateKind.S => Phase(I),
        GateKind.SAdj => Phase(-I),
        GateKind.T => Phase(new Complex(Half, Half)),
        GateKind.TAdj => Phase(new Complex(Half, -Half)),
        GateKind.SX => new Complex[,] { { (1 + I) / 2, (1 - I) / 2 }, { (1 - I) / 2, (1 + I) / 2 } },
        GateKind.CX => Controlled(X),
        GateKind.CY => Controlled(Y),
        GateKind.CZ => Controlled(Z),
        GateKind.SWAP => Swap,
        GateKind.CCX => Controlled(Controlled(X)),
        _ => Rotation(Generator(kind), Math.Cos(angle / 2), Math.Sin(angle / 2)),
    };

    /// <summary>The derivative of a rotation's matrix with respect to its angle: -i/2 P exp(-i t P / 2).</summary>
    /// <param name="kind">Which rotation.</param>
    /// <param name="angle">Where, radians.</param>
    public static Complex[,] Derivative(GateKind kind, double angle) =>
        Rotation(Generator(kind), -Math.Sin(angle / 2) / 2, Math.Cos(angle / 2) / 2);

    /// <summary>The Pauli operator P of a rotation.</summary>
    private static Complex[,] Generator(GateKind kind) => kind switch
    {
        GateKind.RX => X,
        GateKind.RY => Y,
        GateKind.RZ => Z,
        GateKind.RXX => Kronecker(X, X),
        GateKind.RYY => Kronecker(Y, Y),
        GateKind.RZZ => Kronecker(Z, Z),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no rotation"),
    };

    private static Complex[,] Rotation(Complex[,] pauli, double cosine, double sine)
    {
        var size = pauli.GetLength(0);
        var matrix = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                matrix[row, column] = (row == column ? cosine : 0) - I * sine * pauli[row, column];
        return matrix;
    }

    private static Complex[,] Phase(Complex phase) => new[,] { { 1, 0 }, { 0, phase } };

    private static Complex[,] Controlled(Complex[,] gate)
    {
        var size = gate.GetLength(0);
        var matrix = new Complex[2 * size, 2 * size];
        for (var row = 0; row < size; row++)
        {
            matrix[row, row] = 1;
            for (var column = 0; column < size; column++)
                matrix[size + row, size + column] = gate[row, column];
        }
        return matrix;
    }

    private static Complex[,] Kronecker(Complex[,] a, Complex[,] b)
    {
        var matrix = new Complex[4, 4];
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 4; column++)
                matrix[row, column] = a[row / 2, column / 2] * b[row % 2, column % 2];
        return matrix;
    }
}
