using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Circuits.ReadOuts;

/// <summary>Z expectations of states of one Hamming weight: ⟨Z_q⟩ = Σ_S |a_S|² - 2 Σ_{S ∋ q} |a_S|².</summary>
internal sealed unsafe class WeightReadOut<TLanes, T>(EngineSettings settings, WeightBasis basis, bool isComplex, int sign)
    : AmplitudeReadOut<TLanes, T>(settings, basis.Count, isComplex, sign)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected override void Expectations(Workspace<T> workspace, T* ket, TLanes factor, T* numbers)
    {
        new Span<T>(numbers, basis.Qubits * TLanes.Count).Clear();
        TLanes total = default;
        nint element = 0;
        fixed (int* elements = basis.Elements)
            for (nint a = 0; a < States; a++)
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
            (factor * TLanes.MultiplyAdd(minusTwo, TLanes.Load(numbers + q * TLanes.Count), total)).Store(numbers + q * TLanes.Count);
    }

    protected override void ExpectationsBack(Workspace<T> workspace, T* ket, T* bra, TLanes factor, T* weights)
    {
        TLanes total = default;
        for (nint q = 0; q < basis.Qubits; q++)
        {
            var weight = q < Outputs ? factor * TLanes.Load(weights + q * TLanes.Count) : default;
            total += weight;
            (TLanes.All(T.CreateChecked(-2)) * weight).Store(weights + q * TLanes.Count);
        }
        nint element = 0;
        fixed (int* elements = basis.Elements)
            for (nint a = 0; a < States; a++)
            {
                var sum = total;
                for (var i = 0; i < basis.Weight; i++)
                    sum += TLanes.Load(weights + (nint)elements[element++] * TLanes.Count);
                Scale(ket, bra, a, sum);
            }
    }
}
