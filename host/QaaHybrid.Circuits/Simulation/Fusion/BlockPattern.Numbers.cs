using System.Numerics;

namespace QaaHybrid.Circuits.Fusion;

internal sealed partial class BlockPattern
{
    private BlockClass? _class;
    private bool? _isClean;

    /// <summary>Whether auxiliary qubits that start in |0⟩ end there.</summary>
    public bool IsClean => _isClean ??= FindWhetherClean();

    /// <summary>What the matrix on the register is; of a block that is not clean, nothing is known.</summary>
    public BlockClass Class => _class ??= IsClean ? Classify() : BlockClass.None;

    /// <summary>Whether the block can stand alone in a Hamming-weight subspace.</summary>
    public bool PreservesWeight => Class.HasFlag(BlockClass.WeightPreserving);

    /// <summary>The entry of the register's matrix at a probe point.</summary>
    public Complex Entry(int row, int column, int probe) => _columns[probe][(column << Qubits) + Rows[row]];

    /// <summary>What the block multiplies |0…0⟩ by, where it preserves weight and that is the same at all angles; null where it is not.</summary>
    public Complex? ConstantPhase()
    {
        for (var probe = 1; probe < Probe.Count; probe++)
            if ((Entry(0, 0, probe) - Entry(0, 0, 0)).Magnitude > Probe.Tolerance)
                return null;
        return Entry(0, 0, 0);
    }

    /// <summary>The single qubit's flip |0⟩ → |1⟩ (X, Y, RY(π), …): its phase; null where the block is none.</summary>
    public Complex? FlipPhase()
    {
        if (Qubits != 1 || RegisterQubits != 1)
            return null;
        var phase = Entry(1, 0, 0);
        for (var probe = 0; probe < Probe.Count; probe++)
            if (Entry(0, 0, probe).Magnitude > Probe.Tolerance || (Entry(1, 0, probe) - phase).Magnitude > Probe.Tolerance)
                return null;
        return phase;
    }

    private bool FindWhetherClean()
    {
        var auxiliary = (1 << Qubits) - 1 & ~Rows[^1];
        if (auxiliary != 0)
            foreach (var columns in _columns)
                for (var place = 0; place < columns.Length; place++)
                    if ((place & auxiliary) != 0 && columns[place].Magnitude > Probe.Tolerance)
                        return false;
        return true;
    }

    private BlockClass Classify()
    {
        var found = BlockClass.Diagonal | BlockClass.Permutation | BlockClass.Real | BlockClass.WeightPreserving;
        for (var probe = 0; probe < Probe.Count; probe++)
        {
            var phase = FirstPhase(probe);
            for (var column = 0; column < Rows.Length; column++)
                for (var row = 0; row < Rows.Length; row++)
                {
                    var entry = Entry(row, column, probe) * phase;
                    if (entry.Magnitude <= Probe.Tolerance)
                        continue;
                    if (row != column)
                        found &= ~BlockClass.Diagonal;
                    if (BitOperations.PopCount((uint)row) != BitOperations.PopCount((uint)column))
                        found &= ~BlockClass.WeightPreserving;
                    if (Math.Abs(entry.Imaginary) > Probe.Tolerance)
                        found &= ~BlockClass.Real;
                    if ((entry - 1).Magnitude > Probe.Tolerance)
                        found &= ~BlockClass.Permutation;
                }
        }
        return found;
    }

    // What makes the largest entry of the first column positive.
    private Complex FirstPhase(int probe)
    {
        var largest = Complex.Zero;
        for (var row = 0; row < Rows.Length; row++)
            if (Entry(row, 0, probe).Magnitude > largest.Magnitude)
                largest = Entry(row, 0, probe);
        return Complex.Conjugate(largest) / largest.Magnitude;
    }
}
