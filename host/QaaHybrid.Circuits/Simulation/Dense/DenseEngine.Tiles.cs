using QaaHybrid.Circuits.Batches;

namespace QaaHybrid.Circuits.Dense;

internal sealed unsafe partial class DenseEngine<TLanes, T>
{
    public void RunTile(int tile)
    {
        var workspace = Workspace<T>.Current;
        // Two halves of one register of rows each.
        var inputLength = PaddedColumns * TLanes.Count;
        var stateLength = Math.Max(_forward.PaddedRows, _map.Outputs) * TLanes.Count;
        var input = _batch.Kets + (nint)tile * 2 * inputLength;
        var ket = workspace.Ket.AtLeast(2 * stateLength);
        var first = Load(tile, 0, input);
        var second = Load(tile, 1, input + inputLength);
        Multiply(_forward, input, input + inputLength, ket, ket + stateLength);
        if (_batch.GradOutput is null)
        {
            for (var half = 0; half < 2 && RowsOf(tile, half) is > 0 and var rows; half++)
                _readOut.Read(workspace, half == 0 ? first : second, ket + half * stateLength, _batch.Output + FirstRow(tile, half) * _settings.Outputs, rows);
            return;
        }
        var bra = workspace.Bra.AtLeast(2 * stateLength);
        for (var half = 0; half < 2; half++)
            if (RowsOf(tile, half) is > 0 and var rows)
                _readOut.SetBra(
                    workspace, half == 0 ? first : second, _batch.GradOutput + FirstRow(tile, half) * _settings.Outputs, rows, ket + half * stateLength,
                    bra + half * stateLength);
            else
                new Span<T>(bra + half * stateLength, stateLength).Clear();
        if (_batch.WantsTheta)
            KeepBras(tile, bra, stateLength);
        if (_batch.GradInput is null)
            return;
        // The ket has been read: its place takes the gradient.
        var length = Math.Max(_backward.PaddedRows, _columns) * TLanes.Count;
        var gradient = workspace.Ket.AtLeast(2 * length);
        Multiply(_backward, bra, bra + stateLength, gradient, gradient + length);
        for (var half = 0; half < 2 && RowsOf(tile, half) is > 0 and var rows; half++)
            _readOut.WriteInputGradient(
                workspace, half == 0 ? first : second, input + half * inputLength, gradient + half * length,
                _batch.GradInput + FirstRow(tile, half) * _columns, rows, _columns);
    }

    private static nint FirstRow(int tile, int half) => (nint)tile * TileRows + half * TLanes.Count;

    private int RowsOf(int tile, int half) => (int)Math.Clamp(_batch.Rows - FirstRow(tile, half), 0, TLanes.Count);

    private RowScales<TLanes> Load(int tile, int half, T* target)
    {
        var rows = RowsOf(tile, half);
        new Span<T>(target + _columns * TLanes.Count, (PaddedColumns - _columns) * TLanes.Count).Clear();
        if (rows == 0)
        {
            new Span<T>(target, _columns * TLanes.Count).Clear();
            return default;
        }
        Tile<TLanes, T>.Pack(_batch.Input + FirstRow(tile, half) * _columns, rows, _columns, target, TLanes.Count);
        return _settings.Normalize
            ? RowScales<TLanes, T>.Normalize(target, rows, _columns, TLanes.Count)
            : RowScales<TLanes, T>.Present(rows);
    }

    private static void Multiply(PackedMatrix<T> matrix, T* b0, T* b1, T* c0, T* c1)
    {
        var rows = GemmKernel<TLanes, T>.Rows;
        for (var panel = 0; panel < matrix.Panels; panel++)
        {
            var offset = (nint)panel * rows * TLanes.Count;
            GemmKernel<TLanes, T>.Multiply(
                matrix.Panel(panel), 1, rows, b0, b1, TLanes.Count, matrix.Columns, c0 + offset, c1 + offset, TLanes.Count, add: false);
        }
    }

    // Lanes to rows: the sums over the batch run along them.
    private void KeepBras(int tile, T* bra, nint stateLength)
    {
        for (var half = 0; half < 2; half++)
        {
            var target = _batch.Bras + FirstRow(tile, half) * BraRow;
            var source = bra + half * stateLength;
            for (nint c = 0; c < _map.Outputs; c++)
                for (nint lane = 0; lane < TLanes.Count; lane++)
                    target[lane * BraRow + c] = source[c * TLanes.Count + lane];
            for (nint lane = 0; lane < TLanes.Count; lane++)
                new Span<T>(target + lane * BraRow + _map.Outputs, (int)(BraRow - _map.Outputs)).Clear();
        }
    }

    /// <summary>∂L/∂W = Σ x ⊗ b, two registers of W's columns at a time, tile after tile of the batch.</summary>
    private sealed class ColumnSums(DenseEngine<TLanes, T> engine) : ITiled
    {
        public void RunTile(int tile)
        {
            ref var batch = ref engine._batch;
            var rows = GemmKernel<TLanes, T>.Rows;
            var (first, half) = ((nint)tile * TileRows, (nint)engine.PaddedColumns * TLanes.Count);
            for (nint i = 0; i < engine.PaddedColumns; i += rows)
                for (nint part = 0; part < 2 * batch.Tiles; part++)
                {
                    var b = batch.Bras + part * TLanes.Count * engine.BraRow + first;
                    var c = batch.Gradient + i * engine.BraRow + first;
                    GemmKernel<TLanes, T>.Multiply(
                        batch.Kets + part * half + i * TLanes.Count, TLanes.Count, 1, b, b + TLanes.Count, engine.BraRow, TLanes.Count,
                        c, c + TLanes.Count, engine.BraRow, add: part > 0);
                }
        }
    }
}
