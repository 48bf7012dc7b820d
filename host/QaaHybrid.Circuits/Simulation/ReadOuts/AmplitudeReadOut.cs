using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.ReadOuts;

/// <summary>
/// Read-outs of a tile whose amplitudes lie in the order of their basis states, a row in every lane, imaginary parts behind the real ones; and
/// the way back. The stored ket is r ψ, r the row's norm; the bra is b / r, b = ∂L/∂ψ, so that products of the two are true ones.
/// </summary>
/// <param name="settings">What is read.</param>
/// <param name="states">Number of basis states.</param>
/// <param name="isComplex">Whether there are imaginary parts.</param>
/// <param name="sign">What amplitudes are multiplied by on reading, 1 or -1.</param>
internal abstract unsafe class AmplitudeReadOut<TLanes, T>(EngineSettings settings, int states, bool isComplex, int sign)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Number of basis states.</summary>
    protected int States => states;

    /// <summary>Numbers from a real part to its imaginary part; 0 where there is none.</summary>
    protected nint Imaginary { get; } = isComplex ? (nint)states * TLanes.Count : 0;

    /// <summary>Numbers of an amplitude: 1 or 2.</summary>
    protected int Planes { get; } = isComplex ? 2 : 1;

    /// <summary>Numbers read per row.</summary>
    protected int Outputs => settings.Outputs;

    /// <summary>Writes the numbers read as rows.</summary>
    public void Read(Workspace<T> workspace, RowScales<TLanes> scales, T* ket, T* output, int rows)
    {
        var numbers = workspace.Numbers.AtLeast(Math.Max(Outputs, settings.Circuit.Qubits) * TLanes.Count);
        var square = scales.InverseNorm * scales.InverseNorm;
        switch (settings.ReadOut)
        {
            case ReadOut.PauliZ:
                Expectations(workspace, ket, square, numbers);
                break;
            case ReadOut.Probabilities:
                for (nint a = 0; a < Outputs; a++)
                    (square * Probability(ket, a)).Store(numbers + a * TLanes.Count);
                break;
            default:
                var factor = TLanes.All(T.CreateChecked(sign)) * scales.InverseNorm;
                for (nint a = 0; a < Outputs; a++)
                    (factor * TLanes.Load(ket + a * TLanes.Count)).Store(numbers + a * TLanes.Count);
                break;
        }
        Tile<TLanes, T>.Unpack(numbers, output, rows, Outputs);
    }

    /// <summary>
    /// Sets the bra. ∂L/∂ψ is 2 Σ_q w_q Z_q ψ for expectations, 2 g ψ for probabilities, g for amplitudes; what is not read has derivative zero.
    /// </summary>
    public void SetBra(Workspace<T> workspace, RowScales<TLanes> scales, T* gradOutput, int rows, T* ket, T* bra)
    {
        var gradients = workspace.Numbers.AtLeast(Math.Max(Outputs, settings.Circuit.Qubits) * TLanes.Count);
        Tile<TLanes, T>.Pack(gradOutput, rows, Outputs, gradients, TLanes.Count);
        var twice = TLanes.All(T.CreateChecked(2)) * scales.InverseNorm * scales.InverseNorm;
        if (settings.ReadOut == ReadOut.PauliZ)
        {
            ExpectationsBack(workspace, ket, bra, twice, gradients);
            return;
        }
        new Span<T>(bra, states * Planes * TLanes.Count).Clear();
        var factor = TLanes.All(T.CreateChecked(sign)) * scales.InverseNorm;
        for (nint a = 0; a < Outputs; a++)
            if (settings.ReadOut == ReadOut.Probabilities)
                Scale(ket, bra, a, twice * TLanes.Load(gradients + a * TLanes.Count));
            else
                (factor * TLanes.Load(gradients + a * TLanes.Count)).Store(bra + a * TLanes.Count);
    }

    /// <summary>⟨Z_q⟩ of every qubit: sums of |a|², with their signs, times a factor.</summary>
    protected abstract void Expectations(Workspace<T> workspace, T* ket, TLanes factor, T* numbers);

    /// <summary>bra_a = factor · Σ_q ±w_q ket_a; the weights may be overwritten.</summary>
    protected abstract void ExpectationsBack(Workspace<T> workspace, T* ket, T* bra, TLanes factor, T* weights);

    /// <summary>|a|² of what is stored.</summary>
    protected TLanes Probability(T* ket, nint place)
    {
        var real = TLanes.Load(ket + place * TLanes.Count);
        if (Imaginary == 0)
            return real * real;
        var imaginary = TLanes.Load(ket + place * TLanes.Count + Imaginary);
        return TLanes.MultiplyAdd(imaginary, imaginary, real * real);
    }

    /// <summary>bra_a = factor · ket_a.</summary>
    protected void Scale(T* ket, T* bra, nint place, TLanes factor)
    {
        place *= TLanes.Count;
        (factor * TLanes.Load(ket + place)).Store(bra + place);
        if (Imaginary != 0)
            (factor * TLanes.Load(ket + place + Imaginary)).Store(bra + place + Imaginary);
    }

    /// <summary>
    /// The gradient of the input as given, through x̂ = x/‖x‖: ∂L/∂x = (b - x̂ (x̂·b)) / ‖x‖, where the ket is x and the bra b / ‖x‖.
    /// </summary>
    public void WriteInputGradient(Workspace<T> workspace, RowScales<TLanes> scales, T* ket, T* bra, T* target, int rows, int columns)
    {
        var numbers = workspace.Numbers.AtLeast(columns * TLanes.Count);
        TLanes along = default;
        if (settings.Normalize)
            for (nint c = 0; c < columns; c++)
                along = TLanes.MultiplyAdd(TLanes.Load(ket + c * TLanes.Count), TLanes.Load(bra + c * TLanes.Count), along);
        along = -(scales.InverseNorm * scales.InverseNorm * along);
        for (nint c = 0; c < columns; c++)
        {
            var b = TLanes.Load(bra + c * TLanes.Count);
            if (settings.Normalize)
                b = TLanes.MultiplyAdd(along, TLanes.Load(ket + c * TLanes.Count), b);
            (scales.Loaded * b).Store(numbers + c * TLanes.Count);
        }
        Tile<TLanes, T>.Unpack(numbers, target, rows, columns);
    }
}
