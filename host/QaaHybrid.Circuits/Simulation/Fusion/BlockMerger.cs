namespace QaaHybrid.Circuits.Fusion;

/// <summary>
/// Joins pieces to blocks of at most two qubits, or as many as a piece has that could not be smaller. Pieces that preserve weight join only
/// each other. A complex piece joins no real block: S gates that belong to the next beam splitter wait for it.
/// </summary>
internal sealed class BlockMerger(Circuit circuit, BlockPattern empty)
{
    private readonly List<Piece?> _blocks = [];
    private readonly int[] _last = Filled(circuit.Width);

    /// <summary>The blocks, in an order of application.</summary>
    public static List<Piece> Merge(Circuit circuit, BlockPattern empty, List<Piece> pieces)
    {
        var merger = new BlockMerger(circuit, empty);
        foreach (var piece in pieces)
            merger.Take(piece);
        return [.. merger._blocks.OfType<Piece>()];
    }

    private void Take(Piece piece)
    {
        if (Covering(piece) is { } block && MayJoin(block, piece))
        {
            block.Add(circuit, piece);
            return;
        }
        // Smaller blocks on these qubits alone, just before it, become part of it.
        Piece? joined = null;
        foreach (var qubit in piece.Qubits)
            if (_last[qubit] is >= 0 and var place && _blocks[place] is { } earlier && earlier.Qubits.Count < Math.Max(2, piece.Qubits.Count)
                && earlier.Qubits.TrueForAll(other => _last[other] == place && piece.Qubits.Contains(other)) && MayJoin(piece, earlier))
            {
                joined ??= new Piece(empty);
                joined.Add(circuit, earlier);
                _blocks[place] = null;
                earlier.Qubits.ForEach(other => _last[other] = -1);
            }
        if (joined is not null)
        {
            joined.PreservesWeight = piece.PreservesWeight;
            joined.Add(circuit, piece);
        }
        foreach (var qubit in piece.Qubits)
            _last[qubit] = _blocks.Count;
        _blocks.Add(joined ?? piece);
    }

    // The last block on all of the piece's qubits.
    private Piece? Covering(Piece piece)
    {
        var place = _last[piece.Qubits[0]];
        return place >= 0 && piece.Qubits.TrueForAll(qubit => _last[qubit] == place) ? _blocks[place] : null;
    }

    private static bool MayJoin(Piece block, Piece piece) =>
        block.PreservesWeight == piece.PreservesWeight
        && (!block.PreservesWeight || IsReal(piece) || !IsReal(block));

    private static bool IsReal(Piece piece) => piece.Pattern.Class.HasFlag(BlockClass.Real);

    private static int[] Filled(int count)
    {
        var array = new int[count];
        Array.Fill(array, -1);
        return array;
    }
}
