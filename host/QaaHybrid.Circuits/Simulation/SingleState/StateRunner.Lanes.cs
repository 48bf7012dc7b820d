using System.Numerics;
using QaaHybrid.Circuits.Batches;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.SingleState;

/// <summary>
/// Runs a plan on one state, segment by segment. Threads take blocks; a block is copied to its thread's own memory, where registers that lie far apart
/// in the state are neighbours, goes through all passes of the segment and is copied back: one barrier a segment. Sums are kept by block and
/// added in the order of the blocks, so that results do not depend on who took which.
/// </summary>
internal sealed unsafe partial class StateRunner<TLanes, T> : StateRunner<T>, ITiled
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _threads;
    private readonly StateMemory<T> _memory;
    private Work _work;
    private StateSegment _segment = null!;
    private StateAngles<T> _angles = null!;

    /// <summary>Makes a runner.</summary>
    /// <param name="plan">What to run, made for these registers.</param>
    /// <param name="memory">Where the state lives.</param>
    /// <param name="threads">Threads that share the blocks.</param>
    public StateRunner(StatePlan plan, StateMemory<T> memory, int threads)
    {
        _memory = memory;
        Plan = plan;
        _threads = threads;
        Output = new OutputTable(plan.Places);
        _chunkBits = Math.Min(plan.Layout.RegisterBits, ChunkBits);
        _groupBits = Math.Min(plan.Layout.RegisterBits, GroupBits);
        _chunkSums = new double[plan.Circuit.Qubits << plan.Layout.RegisterBits - _chunkBits];
        _auxiliary = AuxiliaryMasks();
    }

    private enum Work
    {
        Forward,
        Back,
        BraBack,
        Expectations,
        ExpectationsBack,
        Probabilities,
    }

    public override StatePlan Plan { get; }

    public override OutputTable Output { get; }

    public override T* Ket => _memory.Ket.AtLeast(1 << Plan.Layout.Bits);

    private T* Bra => _memory.Bra.AtLeast(1 << Plan.Layout.Bits);

    public override void Clear() => new Span<T>(Ket, 1 << Plan.Layout.Bits).Clear();

    public override void Forward(StateAngles<T> angles)
    {
        _angles = angles;
        foreach (var segment in Plan.Segments)
        {
            _segment = segment;
            Share(Work.Forward, segment.Blocks.Count);
        }
    }

    public void RunTile(int tile)
    {
        switch (_work)
        {
            case Work.Forward: ForwardBlock(tile); break;
            case Work.Back or Work.BraBack: BackBlock(tile); break;
            case Work.Expectations: ExpectationsOf(tile); break;
            case Work.ExpectationsBack: ExpectationsBackOf(tile); break;
            default: ProbabilitiesOf(tile); break;
        }
    }

    private void Share(Work work, int tiles)
    {
        _work = work;
        TilePool.Shared.Run(this, tiles, _threads);
    }

    private void ForwardBlock(int number)
    {
        var register = _segment.Blocks.Base(number);
        if (_segment.IsZero(register))
            return;
        var block = Take((byte*)Ket, register, Workspace<T>.Current.Ket);
        foreach (var pass in _segment.Passes)
            Turn(pass, register, block, inverse: false);
        PutBack(block, (byte*)Ket, register);
    }

    private void Turn(StatePass pass, uint register, byte* block, bool inverse)
    {
        if (pass is SweepPass sweep)
            StateSweepKernel<TLanes, T>.Turn(sweep, _angles.Of(sweep), register, block, inverse);
        else if (pass is PairPass pair)
            StatePairKernel<TLanes, T>.Turn(pair, _angles.Of(pair), register, block, inverse);
    }

    // A state of one block is its own block.
    private byte* Take(byte* state, uint register, AlignedBuffer<T> buffer)
    {
        if (_segment.Blocks.Count == 1)
            return state;
        var block = (byte*)buffer.AtLeast(TLanes.Count << _segment.Blocks.Bits);
        var target = block;
        foreach (var outer in _segment.Registers.Outer)
            foreach (var inner in _segment.Registers.Inner)
            {
                TLanes.Load(state + ((nint)register * Size ^ outer ^ inner)).Store(target);
                target += Size;
            }
        return block;
    }

    private void PutBack(byte* block, byte* state, uint register)
    {
        if (_segment.Blocks.Count == 1)
            return;
        foreach (var outer in _segment.Registers.Outer)
            foreach (var inner in _segment.Registers.Inner)
            {
                TLanes.Load(block).Store(state + ((nint)register * Size ^ outer ^ inner));
                block += Size;
            }
    }

    private static int Size => TLanes.Count * sizeof(T);
}
