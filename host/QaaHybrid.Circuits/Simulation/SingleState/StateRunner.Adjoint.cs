using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.SingleState;

/// <remarks>The adjoint method: the bra b = ∂L/∂ψ and, for ∂L/∂θ, the ket go back through the segments.</remarks>
internal sealed unsafe partial class StateRunner<TLanes, T>
{
    private double[] _partials = [];
    private T[] _weights = [];

    /// <summary>The bra: index j's number is number j.</summary>
    public T* Derivative => Bra;

    /// <summary>b = scale · 2 Σ_q ± w_q ψ.</summary>
    public void SetBraOfExpectations(T scale, T* weights, int count)
    {
        if (_weights.Length < Qubits)
            _weights = new T[Qubits];
        Array.Clear(_weights);
        for (var q = 0; q < count; q++)
            _weights[q] = (scale + scale) * weights[q];
        // The bra's memory is there before threads share it: two that found it missing would each allocate one.
        _ = Bra;
        Share(Work.ExpectationsBack, 1 << Plan.Layout.RegisterBits - _chunkBits);
    }

    /// <summary>b_l = scale · 2 g_l ψ_l of the first basis states, else 0.</summary>
    public void SetBraOfProbabilities(T scale, T* gradients, int count)
    {
        new Span<T>(Bra, 1 << Plan.Layout.Bits).Clear();
        for (var l = 0; l < count; l++)
        {
            var at = Output.At(l);
            var factor = (scale + scale) * gradients[l];
            Bra[at] = factor * Ket[at];
            if (Plan.Imaginary != 0)
                Bra[at | Plan.Imaginary] = factor * Ket[at | Plan.Imaginary];
        }
    }

    /// <summary>b_l = ±scale g_l of the first basis states of a real state, else 0.</summary>
    public void SetBraOfAmplitudes(T scale, T* gradients, ReadOnlySpan<bool> negative)
    {
        new Span<T>(Bra, 1 << Plan.Layout.Bits).Clear();
        for (var l = 0; l < negative.Length; l++)
            Bra[Output.At(l)] = (negative[l] ? -scale : scale) * gradients[l];
    }

    /// <summary>Takes the bra, and the ket where <paramref name="slots"/> are wanted, back to before the first gate.</summary>
    /// <param name="angles">As in the forward pass.</param>
    /// <param name="slots">Derivatives with respect to the angles of planes, overwritten; empty where they are not wanted.</param>
    public void Backward(StateAngles<T> angles, Span<double> slots)
    {
        _angles = angles;
        slots.Clear();
        for (var s = Plan.Segments.Length - 1; s >= 0; s--)
        {
            _segment = Plan.Segments[s];
            var blocks = _segment.Blocks.Count;
            if (slots.IsEmpty)
            {
                Share(Work.BraBack, blocks);
                continue;
            }
            if (_partials.Length < blocks * _segment.Partials)
                _partials = new double[blocks * _segment.Partials];
            Share(Work.Back, blocks);
            for (var block = 0; block < blocks; block++)
            {
                var register = _segment.Blocks.Base(block);
                if (!_segment.IsZero(register))
                    foreach (var pass in _segment.Passes)
                        pass.Collect(register, _partials.AsSpan(block * _segment.Partials + pass.FirstPartial, pass.Partials), slots.Slice(pass.FirstSlot, pass.Slots));
            }
        }
    }

    private void BackBlock(int number)
    {
        var register = _segment.Blocks.Base(number);
        if (_segment.IsZero(register))
            return;
        var workspace = Workspace<T>.Current;
        var bra = Take((byte*)Bra, register, workspace.Bra);
        var ket = _work == Work.Back ? Take((byte*)Ket, register, workspace.Ket) : null;
        for (var i = _segment.Passes.Length - 1; i >= 0; i--)
        {
            var pass = _segment.Passes[i];
            if (ket is not null)
            {
                Differentiate(pass, register, ket, bra, _partials.AsSpan(number * _segment.Partials + pass.FirstPartial, pass.Partials));
                Turn(pass, register, ket, inverse: true);
            }
            Turn(pass, register, bra, inverse: true);
        }
        PutBack(bra, (byte*)Bra, register);
        if (ket is not null)
            PutBack(ket, (byte*)Ket, register);
    }

    private void Differentiate(StatePass pass, uint register, byte* ket, byte* bra, Span<double> partials)
    {
        if (pass is SweepPass sweep)
            StateSweepKernel<TLanes, T>.Differentiate(sweep, _angles.Of(sweep), register, ket, bra, partials);
        else if (pass is PairPass pair)
            StatePairKernel<TLanes, T>.Differentiate(pair, ket, bra, partials);
    }

    // The signed sum of weights of a register is one of those of its group: a Walsh–Hadamard transform of the weights by their masks' low parts.
    private void ExpectationsBackOf(int chunk)
    {
        var group = stackalloc byte[Size << GroupBits];
        var signed = Workspace<T>.Current.Numbers.AtLeast(Qubits * TLanes.Count);
        for (var q = 0; q < Qubits; q++)
            for (var lane = 0; lane < TLanes.Count; lane++)
                signed[q * TLanes.Count + lane] = Sign(q, lane) < 0 ? -_weights[q] : _weights[q];
        for (var first = (uint)chunk << _chunkBits; first < (uint)(chunk + 1) << _chunkBits; first += 1u << _groupBits)
        {
            new Span<byte>(group, Size << _groupBits).Clear();
            for (var q = 0; q < Qubits; q++)
            {
                var mask = Plan.Layout.Register(Plan.Z[q].Z);
                var sum = group + (nint)(mask & (1u << _groupBits) - 1) * Size;
                var term = TLanes.Load(signed + q * TLanes.Count);
                (Parity.Odd(mask, first) ? TLanes.Load(sum) - term : TLanes.Load(sum) + term).Store(sum);
            }
            WalshHadamard(group);
            for (var i = 0u; i < 1u << _groupBits; i++)
            {
                var at = (nint)(first + i) * TLanes.Count;
                var factor = TLanes.Load(group + (nint)i * Size);
                if (_auxiliary.Length > 0)
                    factor *= Present(first + i);
                (factor * TLanes.Load(Ket + at)).Store(Bra + at);
            }
        }
    }
}
