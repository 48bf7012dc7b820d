using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.ReadOuts;

namespace QaaHybrid.Circuits.Subspace;

/// <summary>Runs batches of states of one Hamming weight; the width of its registers is its own affair.</summary>
internal static class SubspaceEngine
{
    /// <summary>The engine for the widest registers that this machine has.</summary>
    public static BatchEngine<T> Create<T>(EngineSettings settings, SubspaceProgram program)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? new SubspaceEngine<Lanes512<T>, T>(settings, program)
        : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? new SubspaceEngine<Lanes256<T>, T>(settings, program)
        : new SubspaceEngine<Lanes128<T>, T>(settings, program);
}

/// <summary>
/// Runs a program over the C(n, k) amplitudes of one Hamming weight. A row of the batch is a lane; a tile is as many rows as a register has
/// lanes, and passes through the whole circuit, forward and back. Threads take whole tiles, whose derivatives are kept apart and added in the
/// order of the tiles, so that results do not depend on who took which.
/// </summary>
internal sealed unsafe partial class SubspaceEngine<TLanes, T> : BatchEngine<T>, ITiled
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Derivatives of all tiles of a long circuit would fill the memory: so many numbers, at most, are kept before they are added.
    private const int MostSlots = 1 << 22;
    private const int FewestTiles = 8;

    private readonly EngineSettings _settings;
    private readonly SubspaceProgram _program;
    private readonly SubspaceAngles<T> _angles;
    private readonly int[] _pairs;
    private readonly int[][] _lists;
    private readonly int _states;
    private readonly nint _imaginary;
    private readonly WeightReadOut<TLanes, T> _readOut;
    private readonly double[] _sums;
    private double[] _slots = [];
    private RowBatch<T> _batch;

    public SubspaceEngine(EngineSettings settings, SubspaceProgram program)
    {
        (_settings, _program) = (settings, program);
        _angles = new SubspaceAngles<T>(program, settings.Threads);
        _states = program.Basis.Count;
        _imaginary = program.IsComplex ? (nint)_states * TLanes.Count : 0;
        _sums = new double[_angles.Slots];
        // Real and imaginary parts of all amplitudes are asked for by the dense executor alone.
        var bothParts = program.IsComplex && settings is { ReadOut: ReadOut.Amplitudes } && settings.Outputs == 2 * _states;
        var sign = settings.ReadOut == ReadOut.Amplitudes && !bothParts ? SignOf(program) : 1;
        _readOut = new WeightReadOut<TLanes, T>(settings, program.Basis, program.IsComplex, sign);
        if (program.Basis.Weight == 1)
            (_pairs, _lists) = ([.. program.Givens.SelectMany(step => new[] { step.First, step.Second })], []);
        else
        {
            var known = new Dictionary<(int, int), int[]>();
            (_pairs, _lists) = ([], Array.ConvertAll(program.Givens, step => PairsOf(known, step)));
        }
    }

    private nint Start => (nint)(_program.Start ?? 0) * TLanes.Count;

    private int StateLength => _states * TLanes.Count * (_program.IsComplex ? 2 : 1);

    public override void Forward(ReadOnlySpan<double> theta, T* input, int rows, int columns, T* output)
    {
        _batch = new RowBatch<T> { Input = input, Rows = rows, Columns = columns, Output = output };
        _angles.Set(theta);
        TilePool.Shared.Run(this, Tiles(rows), _settings.Threads);
    }

    public override void Backward(
        ReadOnlySpan<double> theta, T* input, int rows, int columns, T* gradOutput, Span<double> gradTheta, T* gradInput)
    {
        var wantsTheta = !gradTheta.IsEmpty;
        _batch = new RowBatch<T>
        {
            Input = input, Rows = rows, Columns = columns, GradOutput = gradOutput, GradInput = gradInput, WantsTheta = wantsTheta,
        };
        _angles.Set(theta);
        var tiles = Tiles(rows);
        if (!wantsTheta)
        {
            TilePool.Shared.Run(this, tiles, _settings.Threads);
            return;
        }
        var together = Math.Min(tiles, Math.Max(FewestTiles, MostSlots / Math.Max(1, _angles.Slots)));
        if (_slots.Length < together * _angles.Slots)
            _slots = new double[together * _angles.Slots];
        Array.Clear(_sums);
        for (; _batch.FirstTile < tiles; _batch.FirstTile += together)
        {
            var count = Math.Min(together, tiles - _batch.FirstTile);
            TilePool.Shared.Run(this, count, _settings.Threads);
            for (var tile = 0; tile < count; tile++)
                Add(_slots.AsSpan(tile * _angles.Slots, _angles.Slots), _sums);
        }
        _angles.Gradient(_sums, gradTheta);
    }

    public void RunTile(int tile)
    {
        var workspace = Workspace<T>.Current;
        var first = ((nint)_batch.FirstTile + tile) * TLanes.Count;
        var rows = Math.Min(TLanes.Count, _batch.Rows - (int)first);
        var ket = workspace.Ket.AtLeast(StateLength);
        var scales = Load(_batch.Input + first * _batch.Columns, rows, ket);
        foreach (var segment in _program.Segments)
            Apply(segment, ket, inverse: false);
        if (_batch.GradOutput is null)
            _readOut.Read(workspace, scales, ket, _batch.Output + first * _settings.Outputs, rows);
        else
            Differentiate(workspace, tile, first, scales, ket, rows);
    }

    private static int Tiles(int rows) => (rows + TLanes.Count - 1) / TLanes.Count;

    private static void Add(ReadOnlySpan<double> more, Span<double> sums)
    {
        for (var i = 0; i < sums.Length; i++)
            sums[i] += more[i];
    }

    private int[] PairsOf(Dictionary<(int, int), int[]> known, GivensStep step)
    {
        if (!known.TryGetValue((step.First, step.Second), out var pairs))
            known.Add((step.First, step.Second), pairs = _program.Basis.Groups([step.First, step.Second], 1));
        return pairs;
    }

    private static int SignOf(SubspaceProgram program) => program is { IsComplex: false, Phase: { } phase } && Math.Abs(phase.Imaginary) < 1e-9
        ? Math.Sign(phase.Real)
        : throw new NotSupportedException(
            $"{program.Blocks.Circuit.Name} is not real: amplitudes can be read from real circuits (RBS, FBS, CZ, …) only");

    // Row k to lane k; all that no column fills is zero.
    private RowScales<TLanes> Load(T* input, int rows, T* ket)
    {
        new Span<T>(ket, StateLength).Clear();
        Tile<TLanes, T>.Pack(input, rows, _batch.Columns, ket + Start, TLanes.Count);
        return _settings.Normalize
            ? RowScales<TLanes, T>.Normalize(ket + Start, rows, _batch.Columns, TLanes.Count)
            : RowScales<TLanes, T>.Present(rows);
    }

    private void Apply((int First, int Last) segment, T* state, bool inverse)
    {
        if (segment.First < 0)
        {
            var step = _program.Matrices[segment.Last];
            fixed (T* real = _angles.Real, imaginary = _angles.Imaginary)
                foreach (var part in step.Parts)
                    MatrixKernel<TLanes, T>.Apply(
                        part, real + step.FirstNumber + part.FirstNumber, imaginary + step.FirstNumber + part.FirstNumber, inverse, state, _imaginary);
            return;
        }
        TurnGivens(segment, state, inverse);
        if (_imaginary != 0)
            TurnGivens(segment, state + _imaginary, inverse);
    }

    private void TurnGivens((int First, int Last) segment, T* state, bool inverse)
    {
        if (_program.Basis.Weight == 1)
        {
            fixed (int* pairs = _pairs)
            fixed (T* cosines = _angles.Cosines, sines = _angles.Sines)
                if (inverse)
                    GivensKernel<TLanes, T>.UndoSingles(pairs + 2 * segment.First, cosines + segment.First, sines + segment.First, segment.Last - segment.First, state);
                else
                    GivensKernel<TLanes, T>.TurnSingles(pairs + 2 * segment.First, cosines + segment.First, sines + segment.First, segment.Last - segment.First, state);
            return;
        }
        for (var i = 0; i < segment.Last - segment.First; i++)
        {
            var step = inverse ? segment.Last - 1 - i : segment.First + i;
            fixed (int* pairs = _lists[step])
                GivensKernel<TLanes, T>.Turn(pairs, _lists[step].Length / 2, _angles.Cosines[step], inverse ? -_angles.Sines[step] : _angles.Sines[step], state);
        }
    }
}
