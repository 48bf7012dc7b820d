using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.ReadOuts;

/// <summary>
/// Z expectations of all 2ⁿ amplitudes by halves: with the sums over the qubits before q taken, ⟨Z_q⟩ is the first half of what is left minus the
/// second; their sum is left for the next qubit. The way back doubles: from the sums Σ ±w over the first qubits to those over one more.
/// </summary>
internal sealed unsafe class RegisterReadOut<TLanes, T>(EngineSettings settings, bool isComplex)
    : AmplitudeReadOut<TLanes, T>(settings, 1 << settings.Circuit.Qubits, isComplex, 1)
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _qubits = settings.Circuit.Qubits;

    protected override void Expectations(Workspace<T> workspace, T* ket, TLanes factor, T* numbers)
    {
        var sums = workspace.Scratch.AtLeast(States * TLanes.Count);
        for (nint a = 0; a < States; a++)
            Probability(ket, a).Store(sums + a * TLanes.Count);
        var half = (nint)States / 2;
        for (nint q = 0; q < _qubits; q++, half /= 2)
        {
            TLanes difference = default;
            for (nint a = 0; a < half; a++)
            {
                TLanes first = TLanes.Load(sums + a * TLanes.Count), second = TLanes.Load(sums + (a + half) * TLanes.Count);
                difference += first - second;
                (first + second).Store(sums + a * TLanes.Count);
            }
            (factor * difference).Store(numbers + q * TLanes.Count);
        }
    }

    protected override void ExpectationsBack(Workspace<T> workspace, T* ket, T* bra, TLanes factor, T* weights)
    {
        var sums = workspace.Scratch.AtLeast(States * TLanes.Count);
        default(TLanes).Store(sums);
        nint count = 1;
        // From the last qubit to the first: a set bit in front of the sum so far takes the weight away.
        for (nint q = _qubits - 1; q >= 0; q--, count *= 2)
        {
            var weight = q < Outputs ? factor * TLanes.Load(weights + q * TLanes.Count) : default;
            for (nint a = 0; a < count; a++)
            {
                var sum = TLanes.Load(sums + a * TLanes.Count);
                (sum + weight).Store(sums + a * TLanes.Count);
                (sum - weight).Store(sums + (a + count) * TLanes.Count);
            }
        }
        for (nint a = 0; a < States; a++)
            Scale(ket, bra, a, TLanes.Load(sums + a * TLanes.Count));
    }
}
