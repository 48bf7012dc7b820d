namespace QaaHybrid.Circuits.Choice;

/// <summary>
/// How long the operations of a training step (forward, then adjoint with both gradients) take, in nanoseconds on one thread. One operation works on
/// a register of rows, so the numbers hold for float and double and for every width.
/// </summary>
/// <param name="Turn">One pair of amplitudes through one rotation: forward, forward again, back in ket and bra with its derivative.</param>
/// <param name="Amplitude">One amplitude loaded, read, and its derivative set and written.</param>
/// <param name="Tile">One register of rows by itself.</param>
/// <param name="Angle">One angle: sine, cosine, derivative.</param>
/// <param name="MultiplyAdd">One multiplication of the matrix product, one register of rows.</param>
/// <param name="MatrixEntry">One entry of the circuit's matrix packed and taken apart.</param>
internal sealed record CostConstants(double Turn, double Amplitude, double Tile, double Angle, double MultiplyAdd, double MatrixEntry)
{
    /// <summary>
    /// Measured by <c>qaa bench executors</c> on one core of an AMD EPYC (Zen 5, 512-bit registers), .NET 10.0. Other machines differ, but in much the
    /// same way on both sides of the comparison.
    /// </summary>
    public static readonly CostConstants Measured = new(Turn: 2.0, Amplitude: 3.3, Tile: 510, Angle: 83, MultiplyAdd: 0.17, MatrixEntry: 1);

    /// <summary>Time of a batch gate by gate, nanoseconds.</summary>
    public double Direct(CircuitCost cost, int rows, int lanes) =>
        Angle * cost.Angles + Ceiling(rows, lanes) * (Turn * cost.Turns + Amplitude * cost.Amplitudes + Tile);

    /// <summary>
    /// Time of a batch by the matrix of the whole circuit: computed and differentiated over its basis states, multiplied four times (forward, again
    /// forward, gradient of the input, gradient of the matrix), and read.
    /// </summary>
    public double Dense(CircuitCost cost, int rows, int lanes)
    {
        var registers = 2.0 * Ceiling(rows, 2 * lanes);
        return Direct(cost, cost.Inputs, lanes) + MatrixEntry * cost.Inputs * cost.Outputs
            + registers * (4 * MultiplyAdd * cost.Inputs * cost.Outputs + Amplitude * (cost.Inputs + cost.Outputs) / 2 + Tile);
    }

    private static int Ceiling(int rows, int lanes) => (rows + lanes - 1) / lanes;
}
