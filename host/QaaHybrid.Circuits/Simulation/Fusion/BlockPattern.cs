using System.Numerics;

namespace QaaHybrid.Circuits.Fusion;

/// <summary>
/// A list of local gates and what its matrix is at a few random angles. Patterns form a tree: appending a gate leads to the same child each
/// time, so a tape of many equal gates is understood at the price of one of them.
/// </summary>
/// <remarks>
/// Qubit q of the block is bit q of a row's index. Columns are numbered by the register qubits only, auxiliary ones being |0⟩ at the start:
/// where they end in |0⟩ too, the rows with their bits at 0 are the block's matrix on the register.
/// </remarks>
internal sealed partial class BlockPattern
{
    // Equal blocks of one tape are small; larger patterns are not worth keeping.
    private const int MostSharedQubits = 3;
    private const int MostSharedGates = 48;

    private readonly BlockPattern? _parent;
    private readonly LocalGate _last;
    private readonly Dictionary<LocalGate, BlockPattern> _children = [];
    private readonly Complex[][] _columns;

    /// <summary>The pattern of no gate on no qubit.</summary>
    public BlockPattern()
    {
        _columns = [.. Enumerable.Range(0, Probe.Count).Select(_ => new[] { Complex.One })];
        Rows = [0];
    }

    private BlockPattern(BlockPattern parent, LocalGate gate)
    {
        _parent = parent;
        _last = gate;
        (Qubits, Rows) = (parent.Qubits, parent.Rows);
        Gates = parent.Gates + 1;
        Parameters = Math.Max(parent.Parameters, gate.IsTrainable ? gate.Angle.Parameter + 1 : 0);
        _columns = [.. parent._columns];
        while (Qubits < gate.Width)
            Grow(IsAuxiliary(gate, Qubits));
        for (var probe = 0; probe < Probe.Count; probe++)
        {
            if (ReferenceEquals(_columns[probe], parent._columns[probe]))
                _columns[probe] = (Complex[])_columns[probe].Clone();
            Apply(gate, GateMatrix.Of(gate.Kind, Probe.Angle(gate.Angle, probe)), Qubits, _columns[probe]);
        }
    }

    /// <summary>Qubits of the block, auxiliary ones included.</summary>
    public int Qubits { get; private set; }

    /// <summary>Register qubits of the block.</summary>
    public int RegisterQubits => BitOperations.Log2((uint)Rows.Length);

    /// <summary>How many gates it has.</summary>
    public int Gates { get; }

    /// <summary>How many parameters its angles refer to.</summary>
    public int Parameters { get; }

    /// <summary>The rows that belong to the columns: auxiliary qubits in |0⟩.</summary>
    public int[] Rows { get; private set; }

    /// <summary>This pattern and one gate more.</summary>
    public BlockPattern Then(LocalGate gate)
    {
        if (_children.TryGetValue(gate, out var child))
            return child;
        child = new BlockPattern(this, gate);
        if (child.Qubits <= MostSharedQubits && child.Gates <= MostSharedGates)
            _children.Add(gate, child);
        return child;
    }

    /// <summary>Multiplies every column of a matrix by a gate.</summary>
    internal static void Apply(LocalGate gate, Complex[,] matrix, int qubits, Complex[] columns)
    {
        var size = 1 << gate.Arity;
        Span<int> offsets = stackalloc int[size];
        for (var i = 0; i < size; i++)
            for (var k = 0; k < gate.Arity; k++)
                offsets[i] |= (i >> gate.Arity - 1 - k & 1) << gate.Qubit(k);
        Span<Complex> before = stackalloc Complex[size];
        for (var start = 0; start < columns.Length; start++)
        {
            // Columns follow each other, each of 2^qubits rows: the gate's bits are the low ones of the place.
            if ((start & offsets[size - 1]) != 0)
                continue;
            for (var i = 0; i < size; i++)
                before[i] = columns[start | offsets[i]];
            for (var row = 0; row < size; row++)
            {
                var sum = Complex.Zero;
                for (var column = 0; column < size; column++)
                    sum += matrix[row, column] * before[column];
                columns[start | offsets[row]] = sum;
            }
        }
    }

    private static bool IsAuxiliary(LocalGate gate, int qubit)
    {
        for (var k = 0; k < gate.Arity; k++)
            if (gate.Qubit(k) == qubit)
                return (gate.Auxiliary >> k & 1) != 0;
        return false;
    }

    // The new qubit is the highest bit of a row; a register qubit doubles the columns too, and takes nothing from |0⟩ to |1⟩.
    private void Grow(bool auxiliary)
    {
        var size = 1 << Qubits;
        for (var probe = 0; probe < Probe.Count; probe++)
            _columns[probe] = Grown(_columns[probe], size, auxiliary);
        if (!auxiliary)
            Rows = [.. Rows, .. Rows.Select(row => row | size)];
        Qubits++;
    }

    private static Complex[] Grown(Complex[] columns, int size, bool auxiliary)
    {
        var count = columns.Length / size;
        var grown = new Complex[columns.Length * (auxiliary ? 2 : 4)];
        for (var column = 0; column < count; column++)
        {
            Array.Copy(columns, column * size, grown, 2 * column * size, size);
            if (!auxiliary)
                Array.Copy(columns, column * size, grown, 2 * (count + column) * size + size, size);
        }
        return grown;
    }
}
