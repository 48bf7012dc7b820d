using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>
/// <c>ionq.quantum-results.v1</c>: <c>{"histogram":{"0":0.5,"6":0.5}}</c>, probabilities by decimal integers in which qubit 0 is the lowest
/// bit, over all qubits of the circuit. Bit k of the integer becomes character k, so that the first qubit stands leftmost: of three
/// qubits 6 is <c>011</c>.
/// </summary>
internal static class IonQResults
{
    // Far above any machine: what says more is no number of qubits.
    private const int MostQubits = 4096;

    public static JobResult Read(JsonElement payload, ResultContext context)
    {
        if (payload.Property("histogram") is not { ValueKind: JsonValueKind.Object } histogram)
            throw new ResultFormatException("there is no 'histogram'");
        var entries = histogram.EnumerateObject().Select(entry => (Value: Integer(entry.Name), P: ProbabilityResult.Check(entry.Value))).ToArray();
        if (entries.Length == 0)
            throw new ResultFormatException("'histogram' is empty");

        var warnings = new List<string>();
        var needed = (int)Math.Max(1, entries.Max(entry => entry.Value.GetBitLength()));
        if (needed > MostQubits || context.Qubits > MostQubits)
            throw new ResultFormatException($"{Math.Max(needed, context.Qubits ?? 0)} qubits; expected at most {MostQubits}");
        if (context.Qubits is null)
            warnings.Add($"the number of qubits is not known: strings have {needed}, the fewest that hold every outcome");
        else if (context.Qubits < needed)
            throw new ResultFormatException($"an outcome of 'histogram' needs {needed} qubits, the circuit has {context.Qubits}");
        var width = context.Qubits ?? needed;

        var probabilities = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (value, p) in entries)
            probabilities[Bits(value, width)] = p;
        return ProbabilityResult.From(probabilities, isBits: true, context, warnings);
    }

    private static string Bits(BigInteger value, int width) =>
        string.Create(width, value, (bits, number) =>
        {
            for (var k = 0; k < bits.Length; k++)
                bits[k] = ((number >> k) & 1).IsZero ? '0' : '1';
        });

    private static BigInteger Integer(string name) =>
        BigInteger.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
            : throw new ResultFormatException($"'histogram' has the outcome '{name}'; expected a decimal integer");
}
