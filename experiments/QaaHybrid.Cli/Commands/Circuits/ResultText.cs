using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary>What a backend found, for a person to read: counts, or the likely states, and ⟨Z⟩ with its errors.</summary>
internal static class ResultText
{
    private const int ShownStates = 16;

    public static string Of(BackendResult result) => string.Join(Environment.NewLine, Shortened(result.Counts is null ? States(result) : Counts(result)).Append(Expectations(result)));

    // Beside what was counted, what mitigation made of it.
    private static IEnumerable<string> Counts(BackendResult result) =>
        result.Counts!.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => $"{count.Key}  {count.Value}{(result.Probabilities is { } corrected ? $"  → {corrected[Convert.ToInt32(count.Key, 2)].ToString("0.000000", CultureInfo.InvariantCulture)}" : "")}");

    private static IEnumerable<string> States(BackendResult result) =>
        result.Probabilities?.Select((probability, state) => (probability, state)).Where(entry => Math.Abs(entry.probability) > 1e-12)
            .OrderByDescending(entry => entry.probability).ThenBy(entry => entry.state).Select(entry => State(result, entry.probability, entry.state)) ?? [];

    // A mixed state has probabilities, but no amplitudes.
    private static string State(BackendResult result, double probability, int state)
    {
        var amplitude = result.Amplitudes is { } amplitudes
            ? string.Create(CultureInfo.InvariantCulture, $"  {amplitudes[state].Real,9:0.000000} {amplitudes[state].Imaginary,9:0.000000;-0.000000}i")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Measurement.BitString(state, result.Qubits)}  {probability:0.000000}{amplitude}");
    }

    private static IEnumerable<string> Shortened(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count > ShownStates ? all.Take(ShownStates).Append($"… and {all.Count - ShownStates} more; --json gives all") : all;
    }

    private static string Expectations(BackendResult result) => "<Z>  " + string.Join("  ", result.Z.Select((z, qubit) =>
        z.ToString("0.0000", CultureInfo.InvariantCulture) + (result.ZError is { } errors ? "±" + errors[qubit].ToString("0.0000", CultureInfo.InvariantCulture) : "")));
}
