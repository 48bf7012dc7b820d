using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.ReadOuts;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.Dense;

/// <summary>Multiplies batches by the matrix of the whole circuit; the width of its registers is its own affair.</summary>
internal static class DenseEngine
{
    /// <summary>The engine for the widest registers that this machine has.</summary>
    /// <param name="settings">What to do.</param>
    /// <param name="program">The Hamming-weight subspace; null: all 2ⁿ amplitudes.</param>
    public static BatchEngine<T> Create<T>(EngineSettings settings, SubspaceProgram? program)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? Create<Lanes512<T>, T>(settings, program)
        : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? Create<Lanes256<T>, T>(settings, program)
        : Create<Lanes128<T>, T>(settings, program);

    internal static BatchEngine<T> Create<TLanes, T>(EngineSettings settings, SubspaceProgram? program)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var map = program is null ? DenseMap<T>.Of(settings.Circuit, settings.Threads) : DenseMap<T>.Of(program, settings.Threads);
        return new DenseEngine<TLanes, T>(settings, map, program is null
            ? new RegisterReadOut<TLanes, T>(settings, map.IsComplex)
            : new WeightReadOut<TLanes, T>(settings, program.Basis, map.IsComplex, 1));
    }
}

/// <summary>
/// The matrix W of the whole circuit, row by row the images of the basis states, computed when θ is another than last time: y = x W for all rows of
/// a batch at once. Back: ∂L/∂x = W b and ∂L/∂W = Σ x ⊗ b; one adjoint sweep of the circuit over the basis states, weighted with that, gives ∂L/∂θ.
/// A tile is two registers of rows, lanes innermost; sums over the batch go tile by tile in a fixed order.
/// </summary>
internal sealed unsafe partial class DenseEngine<TLanes, T> : BatchEngine<T>, ITiled
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly EngineSettings _settings;
    private readonly DenseMap<T> _map;
    private readonly AmplitudeReadOut<TLanes, T> _readOut;
    private readonly double[] _theta;
    private readonly PackedMatrix<T> _forward = new();
    private readonly PackedMatrix<T> _backward = new();
    private readonly AlignedBuffer<T> _matrix = new();
    private readonly AlignedBuffer<T> _kets = new();
    private readonly AlignedBuffer<T> _bras = new();
    private readonly AlignedBuffer<T> _gradient = new();
    private readonly ColumnSums _columnSums;
    private T[] _identity = [];
    private int _columns;
    private Batch _batch;

    public DenseEngine(EngineSettings settings, DenseMap<T> map, AmplitudeReadOut<TLanes, T> readOut)
    {
        (_settings, _map, _readOut) = (settings, map, readOut);
        _theta = new double[settings.Circuit.Parameters];
        _columnSums = new ColumnSums(this);
    }

    private static int TileRows => 2 * TLanes.Count;

    // Numbers of a row of b in the buffer of all rows: whole pairs of registers.
    private nint BraRow => (_map.Outputs + TileRows - 1) / TileRows * TileRows;

    private int PaddedColumns => (_columns + GemmKernel<TLanes, T>.Rows - 1) / GemmKernel<TLanes, T>.Rows * GemmKernel<TLanes, T>.Rows;

    public override void Forward(ReadOnlySpan<double> theta, T* input, int rows, int columns, T* output)
    {
        SetMatrix(theta, columns);
        _batch = new Batch { Input = input, Rows = rows, Output = output, Kets = _kets.AtLeast(checked(Tiles(rows) * TileRows * PaddedColumns)) };
        TilePool.Shared.Run(this, Tiles(rows), _settings.Threads);
    }

    public override void Backward(
        ReadOnlySpan<double> theta, T* input, int rows, int columns, T* gradOutput, Span<double> gradTheta, T* gradInput)
    {
        SetMatrix(theta, columns);
        var tiles = Tiles(rows);
        _batch = new Batch { Input = input, Rows = rows, GradOutput = gradOutput, GradInput = gradInput, WantsTheta = !gradTheta.IsEmpty };
        _batch.Kets = _kets.AtLeast(checked(tiles * TileRows * PaddedColumns));
        if (_batch.WantsTheta)
            _batch.Bras = _bras.AtLeast(checked((int)(tiles * TileRows * BraRow)));
        TilePool.Shared.Run(this, tiles, _settings.Threads);
        if (!_batch.WantsTheta)
            return;
        _batch.Tiles = tiles;
        _batch.Gradient = _gradient.AtLeast((int)(PaddedColumns * BraRow));
        TilePool.Shared.Run(_columnSums, (int)(BraRow / TileRows), _settings.Threads);
        // The circuit wants the rows without what fills them up.
        for (nint row = 1; row < columns; row++)
            Buffer.MemoryCopy(
                _batch.Gradient + row * BraRow, _batch.Gradient + row * _map.Outputs, (nint)_map.Outputs * sizeof(T), (nint)_map.Outputs * sizeof(T));
        fixed (T* identity = _identity)
            _map.Engine.Backward(theta, identity, columns, columns, _batch.Gradient, gradTheta, null);
    }

    private static int Tiles(int rows) => (rows + TileRows - 1) / TileRows;

    private void SetMatrix(ReadOnlySpan<double> theta, int columns)
    {
        if (columns == _columns && theta.SequenceEqual(_theta))
            return;
        if (columns != _columns)
        {
            _identity = new T[columns * columns];
            for (var i = 0; i < columns; i++)
                _identity[i * columns + i] = T.One;
        }
        theta.CopyTo(_theta);
        _columns = 0;
        var matrix = _matrix.AtLeast(columns * _map.Outputs);
        fixed (T* identity = _identity)
            _map.Engine.Forward(theta, identity, columns, columns, matrix);
        _forward.Pack(matrix, _map.Outputs, columns, 1, _map.Outputs);
        _backward.Pack(matrix, columns, _map.Outputs, _map.Outputs, 1);
        _columns = columns;
    }

    /// <summary>The batch at hand; what is not wanted is null.</summary>
    private struct Batch
    {
        public T* Input;
        public T* Output;
        public T* GradOutput;
        public T* GradInput;
        public int Rows;
        public int Tiles;
        public bool WantsTheta;
        /// <summary>x of all tiles, lanes innermost: [tile, half, column, lane].</summary>
        public T* Kets;
        /// <summary>b of all rows.</summary>
        public T* Bras;
        /// <summary>∂L/∂W.</summary>
        public T* Gradient;
    }
}
