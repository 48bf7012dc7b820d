using QaaHybrid.Circuits.Batches;

namespace QaaHybrid.Circuits.Subspace;

internal sealed unsafe partial class SubspaceEngine<TLanes, T>
{
    /// <summary>The adjoint sweep of one tile: from the state after the circuit back to the loaded one.</summary>
    private void Differentiate(Workspace<T> workspace, int tile, nint first, RowScales<TLanes> scales, T* ket, int rows)
    {
        var bra = workspace.Bra.AtLeast(StateLength);
        _readOut.SetBra(workspace, scales, _batch.GradOutput + first * _settings.Outputs, rows, ket, bra);
        if (_batch.WantsTheta)
            fixed (double* slots = _slots)
            {
                var own = slots + (nint)tile * _angles.Slots;
                new Span<double>(own, _angles.Slots).Clear();
                for (var s = _program.Segments.Count - 1; s >= 0; s--)
                    TurnBack(_program.Segments[s], ket, bra, own);
            }
        else
            for (var s = _program.Segments.Count - 1; s >= 0; s--)
                Apply(_program.Segments[s], bra, inverse: true);
        if (_batch.GradInput is null)
            return;
        var input = _batch.Input + first * _batch.Columns;
        // The ket was not turned back, or has gathered rounding: load it again.
        Load(input, rows, ket);
        _readOut.WriteInputGradient(workspace, scales, ket + Start, bra + Start, _batch.GradInput + first * _batch.Columns, rows, _batch.Columns);
    }

    private void TurnBack((int First, int Last) segment, T* ket, T* bra, double* slots)
    {
        if (segment.First >= 0)
        {
            TurnGivensBack(segment, ket, bra, slots);
            if (_imaginary != 0)
                TurnGivensBack(segment, ket + _imaginary, bra + _imaginary, slots);
            return;
        }
        Apply(segment, ket, inverse: true);
        var step = _program.Matrices[segment.Last];
        foreach (var part in step.Parts)
        {
            var real = slots + _program.Givens.Length + step.FirstNumber + part.FirstNumber;
            MatrixKernel<TLanes, T>.AddProducts(part, ket, bra, _imaginary, real, real + _program.Numbers);
        }
        Apply(segment, bra, inverse: true);
    }

    private void TurnGivensBack((int First, int Last) segment, T* ket, T* bra, double* slots)
    {
        if (_program.Basis.Weight == 1)
        {
            fixed (int* pairs = _pairs)
            fixed (T* cosines = _angles.Cosines, sines = _angles.Sines)
                GivensKernel<TLanes, T>.TurnSinglesBack(
                    pairs + 2 * segment.First, cosines + segment.First, sines + segment.First, segment.Last - segment.First, ket, bra, slots + segment.First);
            return;
        }
        for (var i = segment.Last - 1; i >= segment.First; i--)
            fixed (int* pairs = _lists[i])
                slots[i] += GivensKernel<TLanes, T>.TurnBack(pairs, _lists[i].Length / 2, _angles.Cosines[i], _angles.Sines[i], ket, bra);
    }
}
