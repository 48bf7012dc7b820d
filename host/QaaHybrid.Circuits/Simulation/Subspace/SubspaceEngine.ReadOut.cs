using QaaHybrid.Circuits.Batches;

namespace QaaHybrid.Circuits.Subspace;

internal sealed unsafe partial class SubspaceEngine<TLanes, T>
{
    private void Read(Workspace<T> workspace, RowScales<TLanes> scales, T* ket, T* output, int rows)
    {
        var qubits = _program.Basis.Qubits;
        var numbers = workspace.Numbers.AtLeast(Math.Max(_settings.Outputs, qubits) * TLanes.Count);
        var square = scales.InverseNorm * scales.InverseNorm;
        switch (_settings.ReadOut)
        {
            case ReadOut.PauliZ:
                Expectations(ket, square, numbers);
                break;
            case ReadOut.Probabilities:
                for (nint a = 0; a < _settings.Outputs; a++)
                    (square * Probability(ket, a)).Store(numbers + a * TLanes.Count);
                break;
            default:
                var factor = TLanes.All(_sign) * scales.InverseNorm;
                for (nint a = 0; a < _settings.Outputs; a++)
                    (factor * TLanes.Load(ket + a * TLanes.Count)).Store(numbers + a * TLanes.Count);
                break;
        }
        Tile<TLanes, T>.Unpack(numbers, output, rows, _settings.Outputs);
    }

    /// <summary>⟨Z_q⟩ = Σ_S |a_S|² - 2 Σ_{S ∋ q} |a_S|².</summary>
    private void Expectations(T* ket, TLanes square, T* numbers)
    {
        var basis = _program.Basis;
        new Span<T>(numbers, basis.Qubits * TLanes.Count).Clear();
        TLanes total = default;
        nint element = 0;
        fixed (int* elements = basis.Elements)
            for (nint a = 0; a < _states; a++)
            {
                var probability = Probability(ket, a);
                total += probability;
                for (var i = 0; i < basis.Weight; i++)
                {
                    var sum = numbers + (nint)elements[element++] * TLanes.Count;
                    (TLanes.Load(sum) + probability).Store(sum);
                }
            }
        var minusTwo = TLanes.All(T.CreateChecked(-2));
        for (nint q = 0; q < basis.Qubits; q++)
            (square * TLanes.MultiplyAdd(minusTwo, TLanes.Load(numbers + q * TLanes.Count), total)).Store(numbers + q * TLanes.Count);
    }

    private TLanes Probability(T* ket, nint place)
    {
        var real = TLanes.Load(ket + place * TLanes.Count);
        if (_imaginary == 0)
            return real * real;
        var imaginary = TLanes.Load(ket + place * TLanes.Count + _imaginary);
        return TLanes.MultiplyAdd(imaginary, imaginary, real * real);
    }

    // ∂L/∂ψ: 2 (Σ_q w_q - 2 Σ_{q ∈ S} w_q) ψ for expectations, 2 g ψ for probabilities, g for amplitudes; what is not read has derivative zero.
    private void SetBra(Workspace<T> workspace, RowScales<TLanes> scales, T* gradOutput, int rows, T* ket, T* bra)
    {
        var basis = _program.Basis;
        var gradients = workspace.Numbers.AtLeast(Math.Max(_settings.Outputs, basis.Qubits) * TLanes.Count);
        Tile<TLanes, T>.Pack(gradOutput, rows, _settings.Outputs, gradients, TLanes.Count);
        var twice = TLanes.All(T.CreateChecked(2)) * scales.InverseNorm * scales.InverseNorm;
        switch (_settings.ReadOut)
        {
            case ReadOut.PauliZ:
                ExpectationsBack(ket, bra, twice, gradients);
                break;
            case ReadOut.Probabilities:
                new Span<T>(bra, StateLength).Clear();
                for (nint a = 0; a < _settings.Outputs; a++)
                    Scale(ket, bra, a, twice * TLanes.Load(gradients + a * TLanes.Count));
                break;
            default:
                new Span<T>(bra, StateLength).Clear();
                var factor = TLanes.All(_sign) * scales.InverseNorm;
                for (nint a = 0; a < _settings.Outputs; a++)
                    (factor * TLanes.Load(gradients + a * TLanes.Count)).Store(bra + a * TLanes.Count);
                break;
        }
    }

    private void ExpectationsBack(T* ket, T* bra, TLanes twice, T* weights)
    {
        var basis = _program.Basis;
        TLanes total = default;
        for (nint q = 0; q < basis.Qubits; q++)
        {
            var weight = q < _settings.Outputs ? twice * TLanes.Load(weights + q * TLanes.Count) : default;
            total += weight;
            (TLanes.All(T.CreateChecked(-2)) * weight).Store(weights + q * TLanes.Count);
        }
        nint element = 0;
        fixed (int* elements = basis.Elements)
            for (nint a = 0; a < _states; a++)
            {
                var factor = total;
                for (var i = 0; i < basis.Weight; i++)
                    factor += TLanes.Load(weights + (nint)elements[element++] * TLanes.Count);
                Scale(ket, bra, a, factor);
            }
    }

    private void Scale(T* ket, T* bra, nint place, TLanes factor)
    {
        place *= TLanes.Count;
        (factor * TLanes.Load(ket + place)).Store(bra + place);
        if (_imaginary != 0)
            (factor * TLanes.Load(ket + place + _imaginary)).Store(bra + place + _imaginary);
    }
}
