using System.Numerics;

namespace QaaHybrid.Circuits.Fusion;

/// <summary>
/// Cuts a tape into pieces that preserve the Hamming weight. A piece grows gate by gate, and over as many qubits as its gates join, until its
/// matrix preserves weight (and leaves auxiliary qubits clean): there it ends. So two beam splitters that share a qubit fall apart between the
/// H that ends the one and the H that begins the other, which no look at single gates would show.
/// </summary>
internal sealed class WeightFusion
{
    // Every gate that is given up makes the rest of its piece be looked at again. A tape that needs more of it preserves nothing.
    private const int MostRetries = 50_000;

    private readonly Circuit _circuit;
    private readonly BlockPattern _empty;
    private readonly FusionLimits _limits;
    private readonly bool _flips;
    private readonly bool _givesUp;
    private readonly Piece?[] _open;
    private readonly bool[] _isTouched;
    private readonly bool[] _isFresh;
    private int _retries;

    private WeightFusion(Circuit circuit, BlockPattern empty, FusionLimits limits, bool flips, bool givesUp)
    {
        (_circuit, _empty, _limits, _flips, _givesUp) = (circuit, empty, limits, flips, givesUp);
        _open = new Piece?[circuit.Width];
        _isTouched = new bool[circuit.Width];
        _isFresh = new bool[circuit.Width];
    }

    /// <summary>The pieces, in an order of application. Pieces without the mark are single gates for which none was found.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>Whether all pieces preserve weight.</summary>
    public bool Preserves { get; private set; } = true;

    /// <summary>Qubits that the tape begins by flipping, where it was asked to look for them.</summary>
    public List<int> StartFlips { get; } = [];

    /// <summary>What the flips of |0…0⟩ multiply it by.</summary>
    public Complex StartPhase { get; private set; } = 1;

    /// <summary>Cuts a tape.</summary>
    /// <param name="circuit">The tape.</param>
    /// <param name="empty">The pattern of no gate.</param>
    /// <param name="limits">How far a piece may grow.</param>
    /// <param name="flips">Whether flips at the very start count as the choice of a basis state, not as a piece.</param>
    /// <param name="givesUp">Whether the first failure ends the work; otherwise the gate at fault stays alone and the others go on.</param>
    public static WeightFusion Of(Circuit circuit, BlockPattern empty, FusionLimits limits, bool flips, bool givesUp)
    {
        var fusion = new WeightFusion(circuit, empty, limits, flips, givesUp);
        for (var i = 0; i < circuit.Gates.Count && (fusion.Preserves || !givesUp); i++)
            fusion.Take(i);
        fusion.Finish();
        return fusion;
    }

    private void Take(int index)
    {
        var gate = _circuit.Gates[index];
        if (_flips)
            for (var k = 0; k < gate.Arity; k++)
                TakeFlip(Qubit(gate, k));
        while (!Fits(gate))
        {
            if (Oldest(gate) is not { } oldest)
            {
                Preserves = false;
                StayAlone(index);
                return;
            }
            Fail(oldest);
            if (_givesUp)
                return;
        }
        var piece = Join(gate);
        piece.Add(_circuit, index);
        if (piece.Gates.Count == 1 && gate.Arity == 1)
            _isFresh[gate.Q0] = !_isTouched[gate.Q0];
        for (var k = 0; k < gate.Arity; k++)
        {
            _isTouched[Qubit(gate, k)] = true;
            _open[Qubit(gate, k)] = piece;
        }
        if (piece.Pattern.PreservesWeight)
            Close(piece, preserves: true);
        else if (piece.Gates.Count >= _limits.Gates)
            Fail(piece);
    }

    // A flip that was the first thing on its qubit, now that something else follows.
    private void TakeFlip(int qubit)
    {
        if (_open[qubit] is not { Qubits.Count: 1 } piece || !_isFresh[qubit] || piece.Pattern.FlipPhase() is not { } phase)
            return;
        StartFlips.Add(qubit);
        StartPhase *= phase;
        _open[qubit] = null;
        _isFresh[qubit] = false;
    }

    private bool Fits(Gate gate)
    {
        var (register, all) = (0, 0);
        for (var k = 0; k < gate.Arity; k++)
        {
            var qubit = Qubit(gate, k);
            var piece = _open[qubit];
            if (piece is null)
                Count(qubit);
            else if (!Seen(gate, k, piece))
                piece.Qubits.ForEach(Count);
        }
        return register <= _limits.RegisterQubits && all <= _limits.Qubits;

        void Count(int qubit)
        {
            all++;
            if (qubit < _circuit.Qubits)
                register++;
        }
    }

    private bool Seen(Gate gate, int k, Piece piece)
    {
        for (var earlier = 0; earlier < k; earlier++)
            if (_open[Qubit(gate, earlier)] == piece)
                return true;
        return false;
    }

    // The open pieces on the gate's qubits as one; they lie on different qubits, so any order of theirs will do.
    private Piece Join(Gate gate)
    {
        Piece? joined = null;
        for (var k = 0; k < gate.Arity; k++)
            if (_open[Qubit(gate, k)] is { } piece && piece != joined)
            {
                if (joined is null)
                {
                    joined = piece;
                    continue;
                }
                joined.Add(_circuit, piece);
                foreach (var qubit in piece.Qubits)
                    _open[qubit] = joined;
            }
        return joined ?? new Piece(_empty);
    }

    private void Close(Piece piece, bool preserves)
    {
        foreach (var qubit in piece.Qubits)
            _open[qubit] = null;
        piece.PreservesWeight = preserves;
        Pieces.Add(piece);
    }

    private Piece? Oldest(Gate gate)
    {
        Piece? oldest = null;
        for (var k = 0; k < gate.Arity; k++)
            if (_open[Qubit(gate, k)] is { } piece && (oldest is null || piece.Gates.Min() < oldest.Gates.Min()))
                oldest = piece;
        return oldest;
    }

    // The first gate stays alone; what came after it tries again without it.
    private void Fail(Piece piece)
    {
        Preserves = false;
        if (_givesUp)
            return;
        foreach (var qubit in piece.Qubits)
            _open[qubit] = null;
        piece.Gates.Sort();
        var alone = _retries < MostRetries ? 1 : piece.Gates.Count;
        _retries += piece.Gates.Count;
        foreach (var index in piece.Gates.Take(alone))
            StayAlone(index);
        foreach (var index in piece.Gates.Skip(alone))
            Take(index);
    }

    private void StayAlone(int index)
    {
        var single = new Piece(_empty);
        single.Add(_circuit, index);
        Pieces.Add(single);
    }

    private void Finish()
    {
        for (var qubit = 0; qubit < _open.Length; qubit++)
        {
            if (_flips)
                TakeFlip(qubit);
            while (_open[qubit] is { } piece)
            {
                Fail(piece);
                if (_givesUp)
                    return;
            }
        }
    }

    private static int Qubit(Gate gate, int k) => k == 0 ? gate.Q0 : k == 1 ? gate.Q1 : gate.Q2;
}
