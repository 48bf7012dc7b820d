using System.Numerics;
using QaaHybrid.Circuits.Planning;

namespace QaaHybrid.Circuits;

/// <summary>The signs of a real circuit's amplitudes: what the Clifford gates that move no data have left to do.</summary>
internal static class AmplitudeSigns
{
    private const double Tolerance = 1e-9;

    /// <summary>Which of the first amplitudes change sign on reading.</summary>
    /// <exception cref="NotSupportedException">The circuit is not real.</exception>
    public static bool[] Of(Circuit circuit, int count) =>
        TryFind(circuit, count, out var reason) ?? throw new NotSupportedException($"{circuit.Name} is not real: {reason}");

    /// <summary>The same; null, and why, where the circuit is not real.</summary>
    public static bool[]? TryFind(Circuit circuit, int count, out string reason)
    {
        var program = new PlaneProgram(circuit);
        var places = new OutputPlaces(program, circuit, circuit.Width);
        var powers = Enumerable.Range(0, program.IsComplex ? 0 : count).Select(l => places.Power(places.Flips((uint)l))).ToArray();
        if (program.IsComplex || powers.Any(power => ((power ^ powers[0]) & 1) != 0))
        {
            reason = "amplitudes can be read from real circuits (RY, CNOT, CZ, RBS, …) only";
            return null;
        }
        var first = places.GlobalPhase * Complex.Pow(Complex.ImaginaryOne, powers[0]);
        if (Math.Abs(first.Imaginary) > Tolerance)
        {
            reason = $"it multiplies every state by a phase of {first.Phase:g3} rad; amplitudes can be read from real circuits only";
            return null;
        }
        reason = "";
        return [.. powers.Select(power => power != powers[0] ^ first.Real < 0)];
    }
}
