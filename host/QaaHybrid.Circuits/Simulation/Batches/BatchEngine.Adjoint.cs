using QaaHybrid.Circuits.Kernels;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Batches;

internal sealed unsafe partial class BatchEngine<TLanes, T>
{
    /// <summary>The adjoint sweep of one tile: from the state after the circuit back to the loaded one.</summary>
    private void Differentiate(Workspace<T> workspace, int tile, int rows, TLanes norms, T* ket)
    {
        var first = tile * TLanes.Count;
        var bra = workspace.Bra.AtLeast(StateLength);
        SetBra(workspace, _batch.GradOutput + (nint)first * settings.Outputs, rows, ket, bra);
        if (_batch.WantsTheta)
            TurnBack(ket, bra, _slots.AsSpan(tile * _plan.Slots, _plan.Slots));
        else
            for (var i = _plan.Steps.Count - 1; i >= 0; i--)
                Apply(i, bra, inverse: true);
        if (_batch.GradInput is null)
            return;

        var scale = _angles.GradientScale;
        if (!_batch.WantsTheta && settings.Normalize)
            // The state was not turned back: load it again, as grown as the bra.
            Load(_batch.Input + (nint)first * _batch.Columns, rows, norms * TLanes.All(T.CreateChecked(1 / scale)), ket);
        WriteInputGradient(workspace, norms, scale, ket, bra, _batch.GradInput + (nint)first * _batch.Columns, rows);
    }

    private void TurnBack(T* ket, T* bra, Span<double> slots)
    {
        for (var i = _plan.Steps.Count - 1; i >= 0; i--)
        {
            var step = _plan.Steps[i];
            var own = slots.Slice(step.FirstSlot, step.Slots);
            switch (step)
            {
                case SweepStep sweep:
                    SweepKernel<TLanes, T>.TurnBack(sweep, _angles.Backward(i), ket, bra, own);
                    break;
                case FanStep fan:
                    FanKernel<TLanes, T>.TurnBack(fan, _angles.Fan(i), ket, bra, own);
                    break;
                case FlipStep flip:
                    FlipKernel<TLanes, T>.Apply(flip, ket);
                    FlipKernel<TLanes, T>.Apply(flip, bra);
                    break;
            }
        }
    }

    private void SetBra(Workspace<T> workspace, T* gradOutput, int rows, T* ket, T* bra)
    {
        // What is not read has derivative zero.
        if (settings.AuxiliaryQubits > 0)
            new Span<T>(bra, StateLength).Clear();
        var present = stackalloc T[TLanes.Count];
        for (var k = 0; k < TLanes.Count; k++)
            present[k] = k < rows ? T.One : T.Zero;
        var gradients = workspace.Numbers.AtLeast(Math.Max(settings.Outputs, settings.Qubits) * TLanes.Count);
        Tile<TLanes, T>.Pack(gradOutput, rows, settings.Outputs, gradients, TLanes.Count, TLanes.Load(present));
        var map = _plan.ReadOut;
        switch (settings.ReadOut)
        {
            case ReadOut.PauliZ:
                new Span<T>(gradients, settings.Qubits * TLanes.Count)[(settings.Outputs * TLanes.Count)..].Clear();
                var sums = workspace.Scratch.AtLeast((map.Grid.Outer.Length + map.Grid.Inner.Length) * TLanes.Count);
                ReadOutKernel<TLanes, T>.ExpectationsBack(map, settings.Qubits, ket, Imaginary, gradients, sums, bra);
                break;
            case ReadOut.Probabilities:
                ReadOutKernel<TLanes, T>.ProbabilitiesBack(map, settings.Outputs, ket, Imaginary, gradients, bra);
                break;
            default:
                ReadOutKernel<TLanes, T>.AmplitudesBack(map, settings.NegativeAmplitudes, BasisStates, gradients, bra);
                break;
        }
    }

    // Through x̂ = x/‖x‖: ∂L/∂x = (b - x̂ (x̂·b)) / ‖x‖. Ket and bra are too large by 1/scale.
    private void WriteInputGradient(Workspace<T> workspace, TLanes norms, double scale, T* ket, T* bra, T* target, int rows)
    {
        var step = (nint)TLanes.Count << settings.AuxiliaryQubits;
        var numbers = workspace.Numbers.AtLeast(_batch.Columns * TLanes.Count);
        TLanes along = default;
        if (settings.Normalize)
            for (nint c = 0; c < _batch.Columns; c++)
                along = TLanes.MultiplyAdd(TLanes.Load(ket + c * step), TLanes.Load(bra + c * step), along);
        along *= TLanes.All(T.CreateChecked(-scale * scale));
        var factor = norms * TLanes.All(T.CreateChecked(scale));
        for (nint c = 0; c < _batch.Columns; c++)
        {
            var b = TLanes.Load(bra + c * step);
            if (settings.Normalize)
                b = TLanes.MultiplyAdd(along, TLanes.Load(ket + c * step), b);
            (factor * b).Store(numbers + c * TLanes.Count);
        }
        Tile<TLanes, T>.Unpack(numbers, target, rows, _batch.Columns);
    }
}
