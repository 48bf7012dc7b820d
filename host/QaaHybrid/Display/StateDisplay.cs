using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Display;

/// <summary>What a backend gave for a circuit: ⟨Z⟩ of every qubit, and the likeliest basis states.</summary>
internal static class StateDisplay
{
    private const int ShownStates = 16;

    /// <summary>Two tables; with shots, errors and counts.</summary>
    public static MimeBundle Of(BackendResult result)
    {
        var tables = new List<Table> { Qubits(result) };
        if (States(result) is { } states)
            tables.Add(states);
        return MimeBundle.OfText(string.Join("\n\n", tables)).With(MimeBundle.Html, string.Concat(tables.Select(table => table.ToHtml())));
    }

    private static Table Qubits(BackendResult result) => new(
        ["qubit", "⟨Z⟩", .. result.ZError is null ? Array.Empty<string>() : ["standard error"]],
        [.. result.Z.Select((z, qubit) => (string[])
        [
            qubit.ToString(CultureInfo.InvariantCulture), Number(z, "0.000000"), .. result.ZError is null ? Array.Empty<string>() : [Number(result.ZError[qubit], "0.000000")],
        ])]);

    private static Table? States(BackendResult result)
    {
        if (result.Counts is { } counts)
            return new Table(["state", "counted"], [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Take(ShownStates)
                .Select(count => new[] { $"|{count.Key}⟩", Number(count.Value, "#,0") })]);
        if (result.Probabilities is not { } probabilities)
            return null;
        return new Table(
            ["state", "probability", .. result.Amplitudes is null ? Array.Empty<string>() : ["amplitude"]],
            [.. probabilities.Index().Where(state => state.Item > 1e-12).OrderByDescending(state => state.Item).ThenBy(state => state.Index).Take(ShownStates).OrderBy(state => state.Index)
                .Select(state => (string[])
                [
                    $"|{Convert.ToString(state.Index, 2).PadLeft(result.Qubits, '0')}⟩", Number(state.Item, "0.000000"),
                    .. result.Amplitudes is null ? Array.Empty<string>() : [Amplitude(result.Amplitudes[state.Index])],
                ])]);
    }

    private static string Amplitude(System.Numerics.Complex value) =>
        Math.Abs(value.Imaginary) < 5e-7 ? Number(value.Real, "0.000000") : Number(value.Real, "0.000000") + Number(value.Imaginary, "+0.000000i;−0.000000i");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
