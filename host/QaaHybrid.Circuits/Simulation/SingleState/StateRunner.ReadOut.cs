using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <remarks>
/// ⟨Z_q⟩ = Σ_j ±(-1)^(z·j) |a_j|², z a mask. The mask's parts over the lane, over the low bits of the register number and over its high bits add up: all signed
/// sums over a group of 2⁴ registers come from one Walsh–Hadamard transform, each qubit picks its own, and the lanes are summed once at the end.
/// Threads take chunks of many groups.
/// </remarks>
internal sealed unsafe partial class StateRunner<TLanes, T>
{
    private const int GroupBits = 4;
    private const int ChunkBits = 11;
    private const int ProbabilityBits = 14;

    private readonly int _groupBits;
    private readonly int _chunkBits;
    private readonly double[] _chunkSums;
    // By the parities of a register number over the auxiliary qubits' masks: which lanes are in |0⟩ of them. Empty where there are none.
    private readonly T[] _auxiliary;
    private T _scale;
    private T* _numbers;
    private int _count;

    private int Qubits => Plan.Circuit.Qubits;

    public override void Expectations(T scale, T* output, int count)
    {
        var chunks = 1 << Plan.Layout.RegisterBits - _chunkBits;
        Share(Work.Expectations, chunks);
        for (var q = 0; q < count; q++)
        {
            var sum = 0.0;
            for (var chunk = 0; chunk < chunks; chunk++)
                sum += _chunkSums[chunk * Qubits + q];
            output[q] = scale * T.CreateTruncating(sum);
        }
    }

    public override void Probabilities(T scale, T* output, int count)
    {
        (_scale, _count) = (scale, count);
        _numbers = output;
        Share(Work.Probabilities, (count + (1 << ProbabilityBits) - 1) >> ProbabilityBits);
    }

    private void ExpectationsOf(int chunk)
    {
        var group = stackalloc byte[Size << GroupBits];
        var sums = Workspace<T>.Current.Numbers.AtLeast(Qubits * TLanes.Count);
        new Span<T>(sums, Qubits * TLanes.Count).Clear();
        for (var first = (uint)chunk << _chunkBits; first < (uint)(chunk + 1) << _chunkBits; first += 1u << _groupBits)
        {
            for (var i = 0u; i < 1u << _groupBits; i++)
            {
                var a = TLanes.Load(Ket + (nint)(first + i) * TLanes.Count);
                var square = a * a;
                if (_auxiliary.Length > 0)
                    square *= Present(first + i);
                square.Store(group + (nint)i * Size);
            }
            WalshHadamard(group);
            for (var q = 0; q < Qubits; q++)
            {
                var mask = Plan.Layout.Register(Plan.Z[q].Z);
                var term = TLanes.Load(group + (nint)(mask & (1u << _groupBits) - 1) * Size);
                var sum = sums + q * TLanes.Count;
                (Parity.Odd(mask, first) ? TLanes.Load(sum) - term : TLanes.Load(sum) + term).Store(sum);
            }
        }
        for (var q = 0; q < Qubits; q++)
        {
            var sum = 0.0;
            for (var lane = 0; lane < TLanes.Count; lane++)
                sum += Sign(q, lane) * double.CreateTruncating(sums[q * TLanes.Count + lane]);
            _chunkSums[chunk * Qubits + q] = sum;
        }
    }

    private void ProbabilitiesOf(int part)
    {
        var ket = Ket;
        for (var l = part << ProbabilityBits; l < Math.Min(_count, part + 1 << ProbabilityBits); l++)
        {
            var at = Output.At(l);
            var square = ket[at] * ket[at];
            if (Plan.Imaginary != 0)
                square += ket[at | Plan.Imaginary] * ket[at | Plan.Imaginary];
            _numbers[l] = _scale * square;
        }
    }

    // sums_z ← Σ_r (-1)^(z·r) of all registers of a group.
    private void WalshHadamard(byte* group)
    {
        for (nint half = Size; half < (nint)Size << _groupBits; half *= 2)
            for (nint pair = 0; pair < (nint)Size << _groupBits; pair += 2 * half)
                for (var at = group + pair; at < group + pair + half; at += Size)
                {
                    TLanes a = TLanes.Load(at), b = TLanes.Load(at + half);
                    (a + b).Store(at);
                    (a - b).Store(at + half);
                }
    }

    // The sign of Z_q at index lane, register 0.
    private int Sign(int qubit, int lane)
    {
        var z = Plan.Z[qubit];
        return (z.Phase == 2) ^ Parity.Odd(z.Z, (uint)lane) ? -1 : 1;
    }

    private TLanes Present(uint register)
    {
        var y = 0;
        for (var q = Qubits; q < Plan.Circuit.Width; q++)
            y |= Parity.Odd(Plan.Layout.Register(Plan.Z[q].Z), register) ? 1 << q - Qubits : 0;
        fixed (T* masks = _auxiliary)
            return TLanes.Load(masks + (nint)y * TLanes.Count);
    }

    private T[] AuxiliaryMasks()
    {
        var count = Plan.Circuit.AuxiliaryQubits;
        if (count == 0)
            return [];
        var masks = new T[TLanes.Count << count];
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            // In |0⟩ where every Z is +1: the register's parity makes up for a sign of the lane.
            var y = 0;
            for (var i = 0; i < count; i++)
                y |= Sign(Qubits + i, lane) < 0 ? 1 << i : 0;
            masks[y * TLanes.Count + lane] = T.One;
        }
        return masks;
    }
}
