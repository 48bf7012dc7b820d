using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Runs a circuit on few rows, one state at a time: what <see cref="BatchEngine{TLanes, T}"/> does for many. Where a state is one block, threads take rows; else
/// they share the blocks of one row after the other.
/// </summary>
/// <remarks>
/// The ket is r ψ, r the loaded row's norm; the bra starts as b / r, so that products of the two are true ones.
/// </remarks>
internal sealed unsafe class StateEngine<TLanes, T> : BatchEngine<T>, ITiled
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly EngineSettings _settings;
    private readonly StatePlan _plan;
    private readonly StateAngles<T> _angles;
    private readonly List<StateRunner<TLanes, T>> _runners = [];
    private readonly double[] _slotSums;
    private double[] _slots = [];
    private RowBatch<T> _batch;

    public StateEngine(EngineSettings settings, int blockBits = StatePlan.DefaultBlockBits)
    {
        _settings = settings;
        _plan = new StatePlan(settings.Circuit, TLanes.Count, TLanes.Count * sizeof(T), blockBits, StateStart.Real);
        _angles = new StateAngles<T>(_plan);
        _slotSums = new double[_plan.Slots];
        IsOneBlock = Array.TrueForAll(_plan.Segments, segment => segment.Blocks.Count == 1);
    }

    private bool IsOneBlock { get; }

    public override void Forward(ReadOnlySpan<double> theta, T* input, int rows, int columns, T* output) =>
        Run(theta, new RowBatch<T> { Input = input, Rows = rows, Columns = columns, Output = output });

    public override void Backward(
        ReadOnlySpan<double> theta, T* input, int rows, int columns, T* gradOutput, Span<double> gradTheta, T* gradInput)
    {
        var wantsTheta = !gradTheta.IsEmpty;
        if (wantsTheta && _slots.Length < rows * _plan.Slots)
            _slots = new double[rows * _plan.Slots];
        Run(theta, new RowBatch<T>
        {
            Input = input, Rows = rows, Columns = columns, GradOutput = gradOutput, GradInput = gradInput, WantsTheta = wantsTheta,
        });
        if (!wantsTheta)
            return;
        Array.Clear(_slotSums);
        for (var row = 0; row < rows; row++)
            for (var i = 0; i < _plan.Slots; i++)
                _slotSums[i] += _slots[row * _plan.Slots + i];
        _angles.Gradient(_slotSums, gradTheta);
    }

    public void RunTile(int row)
    {
        var runner = _runners[IsOneBlock ? row : 0];
        var input = _batch.Input + (nint)row * _batch.Columns;
        var norm = _settings.Normalize ? RowNorm<T>.Of<TLanes>(input, _batch.Columns) : new RowNorm<T>(T.One, T.One);
        Load(runner, input, norm.Loaded);
        runner.Forward(_angles);
        if (_batch.GradOutput is null)
            Read(runner, norm.Inverse, _batch.Output + (nint)row * _settings.Outputs);
        else
            Differentiate(runner, norm, row, input);
    }

    private void Run(ReadOnlySpan<double> theta, RowBatch<T> batch)
    {
        _batch = batch;
        _angles.Set(theta);
        while (_runners.Count < (IsOneBlock ? batch.Rows : 1))
            _runners.Add(new StateRunner<TLanes, T>(_plan, new StateMemory<T>(), IsOneBlock ? 1 : _settings.Threads));
        if (IsOneBlock)
            TilePool.Shared.Run(this, batch.Rows, _settings.Threads);
        else
            for (var row = 0; row < batch.Rows; row++)
                RunTile(row);
    }

    private void Load(StateRunner<TLanes, T> runner, T* input, T scale)
    {
        var ket = runner.Ket;
        runner.Clear();
        var c = 0;
        if (_settings.Circuit.AuxiliaryQubits == 0)
            for (var factor = TLanes.All(scale); c + TLanes.Count <= _batch.Columns; c += TLanes.Count)
                (factor * TLanes.Load(input + c)).Store(ket + c);
        for (; c < _batch.Columns; c++)
            ket[(nint)c << _settings.Circuit.AuxiliaryQubits] = scale * input[c];
    }

    private void Read(StateRunner<TLanes, T> runner, T inverse, T* output)
    {
        switch (_settings.ReadOut)
        {
            case ReadOut.PauliZ:
                runner.Expectations(inverse * inverse, output, _settings.Outputs);
                break;
            case ReadOut.Probabilities:
                runner.Probabilities(inverse * inverse, output, _settings.Outputs);
                break;
            default:
                for (var l = 0; l < _settings.Outputs; l++)
                    output[l] = (_settings.NegativeAmplitudes[l] ? -inverse : inverse) * runner.Ket[runner.Output.At(l)];
                break;
        }
    }

    private void Differentiate(StateRunner<TLanes, T> runner, RowNorm<T> norm, int row, T* input)
    {
        var gradients = _batch.GradOutput + (nint)row * _settings.Outputs;
        switch (_settings.ReadOut)
        {
            case ReadOut.PauliZ:
                runner.SetBraOfExpectations(norm.Inverse * norm.Inverse, gradients, _settings.Outputs);
                break;
            case ReadOut.Probabilities:
                runner.SetBraOfProbabilities(norm.Inverse * norm.Inverse, gradients, _settings.Outputs);
                break;
            default:
                runner.SetBraOfAmplitudes(norm.Inverse, gradients, _settings.NegativeAmplitudes);
                break;
        }
        runner.Backward(_angles, _batch.WantsTheta ? _slots.AsSpan(row * _plan.Slots, _plan.Slots) : default);
        if (_batch.GradInput is not null)
            WriteInputGradient(runner.Derivative, norm, input, _batch.GradInput + (nint)row * _batch.Columns);
    }

    /// <summary>
    /// Through x̂ = x/‖x‖: ∂L/∂x = (b - x̂ (x̂·b)) / ‖x‖, where the bra is b / ‖x‖ and x the row, both of the row as loaded.
    /// </summary>
    private void WriteInputGradient(T* bra, RowNorm<T> norm, T* input, T* target)
    {
        var auxiliary = _settings.Circuit.AuxiliaryQubits;
        var along = 0.0;
        if (_settings.Normalize)
            for (nint c = 0; c < _batch.Columns; c++)
                along += double.CreateTruncating(norm.Loaded * input[c]) * double.CreateTruncating(bra[c << auxiliary]);
        var inverse = double.CreateTruncating(norm.Inverse);
        var back = T.CreateTruncating(-along * inverse * inverse);
        for (nint c = 0; c < _batch.Columns; c++)
            target[c] = norm.Loaded * T.MultiplyAddEstimate(back, norm.Loaded * input[c], bra[c << auxiliary]);
    }
}
