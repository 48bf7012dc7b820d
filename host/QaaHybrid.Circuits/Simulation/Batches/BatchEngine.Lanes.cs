using System.Numerics;
using QaaHybrid.Circuits.Kernels;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Batches;

/// <summary>
/// Runs a plan on a batch, tile by tile. A tile is as many rows as a register has lanes; it passes through all of the circuit, forward and
/// back, while it stays in one core's cache. Threads take whole tiles: one barrier a batch. A tile's derivatives are kept apart and added
/// in the order of the tiles, so that results do not depend on who took which.
/// </summary>
internal sealed unsafe partial class BatchEngine<TLanes, T>(EngineSettings settings) : BatchEngine<T>, ITiled
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly CircuitPlan _plan = settings.Plan;
    private readonly PlanAngles<T> _angles = new(settings.Plan);
    private readonly double[] _slotSums = new double[settings.Plan.Slots];
    private double[] _slots = [];

    private Batch _batch;

    private int StateLength => TLanes.Count << _plan.Bits;

    private int BasisStates => 1 << settings.Qubits;

    private nint Imaginary => _plan.IsComplex ? (nint)TLanes.Count << (settings.Qubits + settings.AuxiliaryQubits) : 0;

    public override void Forward(ReadOnlySpan<double> theta, T* input, int rows, int columns, T* output)
    {
        _batch = new Batch { Input = input, Rows = rows, Columns = columns, Output = output };
        _angles.Set(theta);
        TilePool.Shared.Run(this, Tiles(rows), settings.Threads);
    }

    public override void Backward(
        ReadOnlySpan<double> theta, T* input, int rows, int columns, T* gradOutput, Span<double> gradTheta, T* gradInput)
    {
        var wantsTheta = !gradTheta.IsEmpty;
        _batch = new Batch
        {
            Input = input, Rows = rows, Columns = columns, GradOutput = gradOutput, GradInput = gradInput, WantsTheta = wantsTheta,
        };
        var tiles = Tiles(rows);
        if (wantsTheta && _slots.Length < tiles * _plan.Slots)
            _slots = new double[tiles * _plan.Slots];
        _angles.Set(theta);
        TilePool.Shared.Run(this, tiles, settings.Threads);
        if (!wantsTheta)
            return;
        Array.Clear(_slotSums);
        for (var tile = 0; tile < tiles; tile++)
            for (var i = 0; i < _plan.Slots; i++)
                _slotSums[i] += _slots[tile * _plan.Slots + i];
        _angles.Gradient(_slotSums, gradTheta);
    }

    public void RunTile(int tile)
    {
        var workspace = Workspace<T>.Current;
        var first = tile * TLanes.Count;
        var rows = Math.Min(TLanes.Count, _batch.Rows - first);
        var ket = workspace.Ket.AtLeast(StateLength);
        var input = _batch.Input + (nint)first * _batch.Columns;
        var norms = InverseNorms(input, rows);

        Load(input, rows, norms * TLanes.All(T.CreateChecked(_angles.InputScale)), ket);
        for (var i = 0; i < _plan.Steps.Count; i++)
            Apply(i, ket, inverse: false);
        if (_batch.GradOutput is null)
            Read(workspace, ket, _batch.Output + (nint)first * settings.Outputs, rows);
        else
            Differentiate(workspace, tile, rows, norms, ket);
    }

    /// <summary>The batch at hand; what is not wanted is null.</summary>
    private struct Batch
    {
        public T* Input;
        public T* Output;
        public T* GradOutput;
        public T* GradInput;
        public int Rows;
        public int Columns;
        public bool WantsTheta;
    }

    private static int Tiles(int rows) => (rows + TLanes.Count - 1) / TLanes.Count;

    /// <summary>What each row is divided by, as factors; 0 for rows that are zero or missing.</summary>
    private TLanes InverseNorms(T* input, int rows)
    {
        var norms = stackalloc T[TLanes.Count];
        for (var k = 0; k < TLanes.Count; k++)
            norms[k] = k >= rows ? T.Zero
                : settings.Normalize ? T.CreateChecked(Tile<TLanes, T>.InverseNorm(input + (nint)k * _batch.Columns, _batch.Columns)) : T.One;
        return TLanes.Load(norms);
    }

    // Row k to lane k; all that no column fills is zero.
    private void Load(T* input, int rows, TLanes scales, T* ket)
    {
        var step = (nint)TLanes.Count << settings.AuxiliaryQubits;
        if (settings.AuxiliaryQubits > 0)
            new Span<T>(ket, StateLength).Clear();
        else
            new Span<T>(ket + _batch.Columns * step, StateLength - _batch.Columns * (int)step).Clear();
        Tile<TLanes, T>.Pack(input, rows, _batch.Columns, ket, step, scales);
    }

    private void Apply(int index, T* state, bool inverse)
    {
        switch (_plan.Steps[index])
        {
            case SweepStep sweep:
                SweepKernel<TLanes, T>.Turn(sweep, inverse ? _angles.Backward(index) : _angles.Forward(index), state);
                break;
            case FanStep fan:
                FanKernel<TLanes, T>.Turn(fan, _angles.Fan(index), state, inverse);
                break;
            case FlipStep flip:
                FlipKernel<TLanes, T>.Apply(flip, state);
                break;
        }
    }

    private void Read(Workspace<T> workspace, T* ket, T* output, int rows)
    {
        var numbers = workspace.Numbers.AtLeast(Math.Max(settings.Outputs, settings.Qubits) * TLanes.Count);
        var map = _plan.ReadOut;
        switch (settings.ReadOut)
        {
            case ReadOut.PauliZ:
                var sums = workspace.Scratch.AtLeast(BasisStates * TLanes.Count);
                ReadOutKernel<TLanes, T>.Expectations(map, settings.Qubits, ket, Imaginary, sums, numbers);
                break;
            case ReadOut.Probabilities:
                ReadOutKernel<TLanes, T>.Probabilities(map, settings.Outputs, ket, Imaginary, numbers);
                break;
            default:
                ReadOutKernel<TLanes, T>.Amplitudes(map, settings.NegativeAmplitudes, ket, numbers);
                break;
        }
        Tile<TLanes, T>.Unpack(numbers, output, rows, settings.Outputs);
    }
}
