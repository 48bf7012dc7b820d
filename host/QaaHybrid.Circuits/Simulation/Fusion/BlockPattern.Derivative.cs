using System.Numerics;

namespace QaaHybrid.Circuits.Fusion;

internal sealed partial class BlockPattern
{
    private LocalGate[]? _gates;

    /// <summary>The gates, first applied first.</summary>
    public LocalGate[] LocalGates => _gates ??= CollectGates();

    /// <summary>The matrix on the register at any angles of the block's parameters: entry (r, c) at c · 2^m + r, qubit q being bit q.</summary>
    public Complex[] Matrix(ReadOnlySpan<double> theta)
    {
        var columns = Columns(theta);
        var matrix = new Complex[Rows.Length * Rows.Length];
        for (var column = 0; column < Rows.Length; column++)
            for (var row = 0; row < Rows.Length; row++)
                matrix[column * Rows.Length + row] = columns[(column << Qubits) + Rows[row]];
        return matrix;
    }

    /// <summary>
    /// The adjoint method on the columns: for dL = Re Σ conj(B_rc) dM_rc, adds ∂L/∂θ of the block's parameters.
    /// </summary>
    /// <param name="theta">The block's parameters.</param>
    /// <param name="bra">B, entry (r, c) at c · 2^m + r.</param>
    /// <param name="gradient">Added to.</param>
    public void Pull(ReadOnlySpan<double> theta, ReadOnlySpan<Complex> bra, Span<double> gradient)
    {
        var ket = Columns(theta);
        var back = new Complex[ket.Length];
        for (var column = 0; column < Rows.Length; column++)
            for (var row = 0; row < Rows.Length; row++)
                back[(column << Qubits) + Rows[row]] = bra[column * Rows.Length + row];
        var turned = new Complex[ket.Length];
        for (var k = LocalGates.Length - 1; k >= 0; k--)
        {
            var gate = LocalGates[k];
            var angle = gate.Angle.At(theta);
            var inverse = Adjoint(GateMatrix.Of(gate.Kind, angle));
            Apply(gate, inverse, Qubits, ket);
            if (gate.IsTrainable)
            {
                ket.CopyTo(turned, 0);
                Apply(gate, GateMatrix.Derivative(gate.Kind, angle), Qubits, turned);
                var sum = 0.0;
                for (var i = 0; i < turned.Length; i++)
                    sum += back[i].Real * turned[i].Real + back[i].Imaginary * turned[i].Imaginary;
                gradient[gate.Angle.Parameter] += gate.Angle.Scale * sum;
            }
            Apply(gate, inverse, Qubits, back);
        }
    }

    private Complex[] Columns(ReadOnlySpan<double> theta)
    {
        var columns = new Complex[Rows.Length << Qubits];
        for (var column = 0; column < Rows.Length; column++)
            columns[(column << Qubits) + Rows[column]] = 1;
        foreach (var gate in LocalGates)
            Apply(gate, GateMatrix.Of(gate.Kind, gate.Angle.At(theta)), Qubits, columns);
        return columns;
    }

    private LocalGate[] CollectGates()
    {
        var gates = new LocalGate[Gates];
        var pattern = this;
        for (var i = Gates - 1; i >= 0; i--, pattern = pattern._parent!)
            gates[i] = pattern._last;
        return gates;
    }

    private static Complex[,] Adjoint(Complex[,] matrix)
    {
        var size = matrix.GetLength(0);
        var adjoint = new Complex[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
                adjoint[row, column] = Complex.Conjugate(matrix[column, row]);
        return adjoint;
    }
}
