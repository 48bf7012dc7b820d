using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// Prices before submission, from our own gate counts after decomposition into the target's gates. Nothing of it is promised by anyone: the formulas are
/// Microsoft's documentation of 2026-08-21, held against the charges on record (<see cref="RecordedCharges"/>).
/// </summary>
public static class Pricing
{
    /// <summary>The names of the targets that are known here.</summary>
    public static IReadOnlyList<string> Targets => [.. PriceLists.Targets.Select(target => target.Id)];

    /// <summary>How many qubits a program may have by the documentation; null where it gives no figure.</summary>
    /// <param name="target">The target.</param>
    /// <exception cref="NotSupportedException">It is unknown, or takes no circuits.</exception>
    public static int? QubitsOf(string target) => PriceLists.Find(target).Qubits;

    /// <summary>Whether jobs of a target cost something, or may.</summary>
    /// <inheritdoc cref="QubitsOf"/>
    public static bool IsCharged(string target) => !PriceLists.Find(target).IsFree;

    /// <summary>What a job costs at least whatever it runs: what refuses it, as too many shots or as above a budget, refuses every job of the target.</summary>
    /// <param name="target">Where.</param>
    /// <param name="shots">How often a circuit is measured.</param>
    /// <param name="options">What else is sent; null is nothing.</param>
    /// <exception cref="NotSupportedException">The target is unknown or takes no circuits, or the shots are too many for it.</exception>
    public static PriceEstimate OfAnything(string target, int shots, PriceOptions? options = null) => Estimate(new Circuit("any circuit", 1, 0, 0, []), shots, target, options);

    /// <summary>What one job would be charged.</summary>
    /// <param name="circuit">What is run; bound angles may save gates, free parameters are taken in general position.</param>
    /// <param name="shots">How often it is measured.</param>
    /// <param name="target">Where, e.g. <c>ionq.qpu.aria-1</c>.</param>
    /// <param name="options">What else is sent; null is nothing.</param>
    /// <exception cref="NotSupportedException">The target is unknown or takes no circuits, or the circuit or the shots are too many for it.</exception>
    public static PriceEstimate Estimate(Circuit circuit, int shots, string target, PriceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        ArgumentException.ThrowIfNullOrEmpty(target);
        options ??= new PriceOptions();
        var known = PriceLists.Find(target, options.AcceptUnknown);
        if ((options.Qubits ?? known.Qubits) is { } most && circuit.Width > most)
            throw new NotSupportedException($"{circuit.Name} needs {circuit.Width} qubits, {target} has {most}");
        if (known.MaxShots is { } limit && shots > limit)
            throw new NotSupportedException($"{target} takes at most {limit} shots a job, {shots} are asked for");
        return PriceLists.Of(known).Of(circuit, shots, known.Id, options);
    }
}
