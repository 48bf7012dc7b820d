namespace QaaHybrid.Circuits;

public sealed partial class Circuit
{
    /// <summary>
    /// Floating-point operations of simulating one state gate by gate, without any fusion: for an amplitude of a turned pair two multiplications and an addition, twice as
    /// many where amplitudes are complex; gates that only move amplitudes or change signs cost none. A count for comparisons, not what the simulator executes.
    /// </summary>
    public double FlopsPerState
    {
        get
        {
            var turning = Gates.Count(gate => gate.Kind is not (GateKind.X or GateKind.Y or GateKind.Z or GateKind.CX or GateKind.CZ or GateKind.SWAP or GateKind.CCX or GateKind.S or GateKind.SAdj));
            return (Gates.All(gate => gate.IsReal) ? 3 : 6) * turning * Math.ScaleB(1, Width);
        }
    }
}
