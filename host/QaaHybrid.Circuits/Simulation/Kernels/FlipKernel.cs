using QaaHybrid.Circuits.Lanes;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits.Kernels;

/// <summary>Amplitudes change places in pairs, with or without a sign, or only sign: CCX in its frame. Its own inverse.</summary>
internal static unsafe class FlipKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged
{
    public static void Apply(FlipStep step, int block, byte* state)
    {
        var v = step.V;
        foreach (var (negative, first) in step.Blocks[block])
            foreach (var outer in step.Rest.Outer)
                foreach (var inner in step.Rest.Inner)
                {
                    var at = first ^ outer ^ inner;
                    TLanes a0 = TLanes.Load(state + at), a1 = TLanes.Load(state + (at ^ v));
                    (negative ? -a1 : a1).Store(state + at);
                    (negative ? -a0 : a0).Store(state + (at ^ v));
                }
    }
}
