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
internal sealed unsafe partial class BatchEngine<TLanes, T> : BatchEngine<T>, ITiled
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly EngineSettings _settings;
    private readonly CircuitPlan _plan;
    private readonly PlanAngles<T> _angles;
    private readonly double[] _slotSums;
    private readonly int _qubits;
    private readonly int _stateLength;
    // Numbers from one amplitude of the register to the next, in a loaded state.
    private readonly nint _step;
    // Bytes from a real part to its imaginary part; 0 where there is none.
    private readonly nint _imaginary;
    private double[] _slots = [];
    private RowBatch<T> _batch;

    public BatchEngine(EngineSettings settings)
    {
        var circuit = settings.Circuit;
        _settings = settings;
        _plan = CircuitPlan.Of(circuit, TLanes.Count * sizeof(T));
        _angles = new PlanAngles<T>(_plan);
        _slotSums = new double[_plan.Slots];
        _qubits = circuit.Qubits;
        _stateLength = TLanes.Count << _plan.Layout.Bits;
        _step = (nint)TLanes.Count << circuit.AuxiliaryQubits;
        _imaginary = _plan.IsComplex ? _plan.Layout.Place(1u << circuit.Width) : 0;
    }

    public override void Forward(ReadOnlySpan<double> theta, T* input, int rows, int columns, T* output)
    {
        _batch = new RowBatch<T> { Input = input, Rows = rows, Columns = columns, Output = output };
        _angles.Set(theta, backward: false);
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
        var tiles = Tiles(rows);
        if (wantsTheta && _slots.Length < tiles * _plan.Slots)
            _slots = new double[tiles * _plan.Slots];
        _angles.Set(theta, backward: true);
        TilePool.Shared.Run(this, tiles, _settings.Threads);
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
        var first = (nint)tile * TLanes.Count;
        var rows = Math.Min(TLanes.Count, _batch.Rows - tile * TLanes.Count);
        var ket = workspace.Ket.AtLeast(_stateLength);
        var scales = Load(_batch.Input + first * _batch.Columns, rows, ket);
        foreach (var segment in _plan.Segments)
            for (var block = 0; block < segment.BlockCount; block++)
                for (var i = segment.First; i <= segment.Last; i++)
                    Apply(i, block, (byte*)ket, inverse: false);
        if (_batch.GradOutput is null)
            Read(workspace, scales, ket, _batch.Output + first * _settings.Outputs, rows);
        else
            Differentiate(workspace, tile, scales, ket, rows);
    }

    private static int Tiles(int rows) => (rows + TLanes.Count - 1) / TLanes.Count;

    // Row k to lane k; all that no column fills is zero.
    private RowScales<TLanes> Load(T* input, int rows, T* ket)
    {
        if (_settings.Circuit.AuxiliaryQubits > 0)
            new Span<T>(ket, _stateLength).Clear();
        else
            new Span<T>(ket + _batch.Columns * _step, _stateLength - _batch.Columns * (int)_step).Clear();
        Tile<TLanes, T>.Pack(input, rows, _batch.Columns, ket, _step);
        return _settings.Normalize
            ? RowScales<TLanes, T>.Normalize(ket, rows, _batch.Columns, _step)
            : RowScales<TLanes, T>.Present(rows);
    }

    private void Apply(int index, int block, byte* state, bool inverse)
    {
        switch (_plan.Steps[index])
        {
            case SweepStep sweep:
                SweepKernel<TLanes, T>.Turn(sweep.Places, block, inverse ? _angles.Backward(index) : _angles.Forward(index), state);
                break;
            case FanSweepStep fans:
                var turns = inverse ? _angles.Fans(index).Backward : _angles.Fans(index).Forward;
                for (var i = 0; i < turns.Length; i++)
                    SweepKernel<TLanes, T>.Turn(fans.Parts[i].Places, block, turns[i], state);
                break;
            case FanStep fan:
                FanKernel<TLanes, T>.Turn(fan, block, _angles.Fan(index), state, inverse);
                break;
            case FlipStep flip:
                FlipKernel<TLanes, T>.Apply(flip, block, state);
                break;
        }
    }

    private void Read(Workspace<T> workspace, RowScales<TLanes> scales, T* ket, T* output, int rows)
    {
        var numbers = workspace.Numbers.AtLeast(Math.Max(_settings.Outputs, _qubits) * TLanes.Count);
        var map = _plan.ReadOut;
        var (amplitude, square) = OutputScales(scales);
        switch (_settings.ReadOut)
        {
            case ReadOut.PauliZ:
                var sums = workspace.Scratch.AtLeast(TLanes.Count << _qubits);
                ReadOutKernel<TLanes, T>.Expectations(map, _qubits, (byte*)ket, _imaginary, square, sums, numbers);
                break;
            case ReadOut.Probabilities:
                ReadOutKernel<TLanes, T>.Probabilities(map, _settings.Outputs, (byte*)ket, _imaginary, square, numbers);
                break;
            default:
                ReadOutKernel<TLanes, T>.Amplitudes(map, _settings.NegativeAmplitudes, (byte*)ket, amplitude, numbers);
                break;
        }
        Tile<TLanes, T>.Unpack(numbers, output, rows, _settings.Outputs);
    }

    /// <summary>What the stored amplitudes, and their squares, are to be multiplied by after the forward pass.</summary>
    private (TLanes Amplitude, TLanes Square) OutputScales(RowScales<TLanes> scales)
    {
        var amplitude = scales.InverseNorm * TLanes.All(T.CreateChecked(_angles.OutputScale));
        return (amplitude, amplitude * amplitude);
    }
}
