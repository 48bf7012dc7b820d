using QaaHybrid.Circuits.Kernels;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Batches;

/// <remarks>
/// The stored ket is r G ψ: r the row's norm, G what waiting cosines have made it grow by. The bra starts as b / (r G), so that products of the
/// two are true ones; on the way back both grow alike.
/// </remarks>
internal sealed unsafe partial class BatchEngine<TLanes, T>
{
    /// <summary>The adjoint sweep of one tile: from the state after the circuit back to the loaded one.</summary>
    private void Differentiate(Workspace<T> workspace, int tile, RowScales<TLanes> scales, T* ket, int rows)
    {
        var first = (nint)tile * TLanes.Count;
        var bra = workspace.Bra.AtLeast(_stateLength);
        SetBra(workspace, scales, _batch.GradOutput + first * _settings.Outputs, rows, ket, bra);
        var slots = _batch.WantsTheta ? _slots.AsSpan(tile * _plan.Slots, _plan.Slots) : default;
        slots.Clear();
        for (var s = _plan.Segments.Length - 1; s >= 0; s--)
            for (var block = 0; block < _plan.Segments[s].BlockCount; block++)
                for (var i = _plan.Segments[s].Last; i >= _plan.Segments[s].First; i--)
                    if (_batch.WantsTheta)
                        TurnBack(i, block, (byte*)ket, (byte*)bra, slots);
                    else
                        Apply(i, block, (byte*)bra, inverse: true);
        if (_batch.GradInput is null)
            return;
        var input = _batch.Input + first * _batch.Columns;
        var growth = 1 / (_angles.GradientScale * _angles.OutputScale);
        if (!_batch.WantsTheta && _settings.Normalize)
        {
            // The ket was not turned back: load it again.
            Load(input, rows, ket);
            growth = 1;
        }
        WriteInputGradient(workspace, scales, growth, ket, bra, _batch.GradInput + first * _batch.Columns, rows);
    }

    private void TurnBack(int index, int block, byte* ket, byte* bra, Span<double> slots)
    {
        var step = _plan.Steps[index];
        var own = slots.Slice(step.FirstSlot, step.Slots);
        switch (step)
        {
            case SweepStep sweep:
                SweepKernel<TLanes, T>.TurnBack(sweep.Places, block, _angles.Backward(index), ket, bra, own);
                break;
            case FanSweepStep fans:
                Span<double> ofPart = stackalloc double[SweepStep.MaxMembers];
                for (var i = 0; i < fans.Parts.Length; i++)
                {
                    var (members, places) = fans.Parts[i];
                    ofPart.Clear();
                    SweepKernel<TLanes, T>.TurnBack(places, block, _angles.Fans(index).Backward[i], ket, bra, ofPart);
                    for (var q = 0; q < members.Length; q++)
                        own[members[q]] += ofPart[q];
                }
                break;
            case FanStep fan:
                FanKernel<TLanes, T>.TurnBack(fan, block, _angles.Fan(index), ket, bra, own);
                break;
            case FlipStep flip:
                FlipKernel<TLanes, T>.Apply(flip, block, ket);
                FlipKernel<TLanes, T>.Apply(flip, block, bra);
                break;
        }
    }

    private void SetBra(Workspace<T> workspace, RowScales<TLanes> scales, T* gradOutput, int rows, T* ket, T* bra)
    {
        // What is not read has derivative zero.
        if (_settings.Circuit.AuxiliaryQubits > 0)
            new Span<T>(bra, _stateLength).Clear();
        var gradients = workspace.Numbers.AtLeast(Math.Max(_settings.Outputs, _qubits) * TLanes.Count);
        Tile<TLanes, T>.Pack(gradOutput, rows, _settings.Outputs, gradients, TLanes.Count);
        var map = _plan.ReadOut;
        var (amplitude, square) = OutputScales(scales);
        switch (_settings.ReadOut)
        {
            case ReadOut.PauliZ:
                for (nint q = 0; q < _qubits; q++)
                {
                    var weight = gradients + q * TLanes.Count;
                    (q < _settings.Outputs ? square * TLanes.Load(weight) : default).Store(weight);
                }
                var sums = workspace.Scratch.AtLeast((map.Grid.Outer.Length + map.Grid.Inner.Length) * TLanes.Count);
                ReadOutKernel<TLanes, T>.ExpectationsBack(map, _qubits, (byte*)ket, _imaginary, gradients, sums, (byte*)bra);
                break;
            case ReadOut.Probabilities:
                ReadOutKernel<TLanes, T>.ProbabilitiesBack(map, _settings.Outputs, (byte*)ket, _imaginary, square, gradients, (byte*)bra);
                break;
            default:
                ReadOutKernel<TLanes, T>.AmplitudesBack(map, _settings.NegativeAmplitudes, 1 << _qubits, amplitude, gradients, (byte*)bra);
                break;
        }
    }

    /// <summary>
    /// Through x̂ = x/‖x‖: ∂L/∂x = (b - x̂ (x̂·b)) / ‖x‖, where the ket is x, grown, and the bra b / ‖x‖, grown and over G.
    /// </summary>
    private void WriteInputGradient(Workspace<T> workspace, RowScales<TLanes> scales, double ketGrowth, T* ket, T* bra, T* target, int rows)
    {
        var numbers = workspace.Numbers.AtLeast(_batch.Columns * TLanes.Count);
        var inverse = scales.InverseNorm * TLanes.All(T.CreateChecked(1 / ketGrowth));
        TLanes along = default;
        if (_settings.Normalize)
            for (nint c = 0; c < _batch.Columns; c++)
                along = TLanes.MultiplyAdd(TLanes.Load(ket + c * _step), TLanes.Load(bra + c * _step), along);
        along = -(inverse * inverse * along);
        var factor = scales.Loaded * TLanes.All(T.CreateChecked(_angles.GradientScale / _angles.OutputScale));
        for (nint c = 0; c < _batch.Columns; c++)
        {
            var b = TLanes.Load(bra + c * _step);
            if (_settings.Normalize)
                b = TLanes.MultiplyAdd(along, TLanes.Load(ket + c * _step), b);
            (factor * b).Store(numbers + c * TLanes.Count);
        }
        Tile<TLanes, T>.Unpack(numbers, target, rows, _batch.Columns);
    }
}
