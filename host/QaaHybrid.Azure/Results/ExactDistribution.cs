using System.Text.Json;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>
/// The field <c>Exact</c> that the emulator adds to <c>microsoft.quantum-results.v2</c>:
/// <c>[{"Positions":[0,2],"Probabilities":{"00":0.5,"11":0.5}},…]</c>, p(b) = Π p_part(b at its positions).
/// </summary>
internal static class ExactDistribution
{
    private const int MostOutcomes = 1 << 16;

    public static IReadOnlyList<DistributionPart> Read(JsonElement result)
    {
        var parts = result.Items("Exact").Select(ReadPart).ToArray();
        var positions = parts.SelectMany(part => part.Positions).Order().ToArray();
        return positions.SequenceEqual(Enumerable.Range(0, positions.Length)) ? parts
            : throw new ResultFormatException($"the positions in 'Exact' are {string.Join(", ", positions)}; expected each bit once");
    }

    /// <summary>Multiplied out; null where that makes too many outcomes.</summary>
    public static SortedDictionary<string, double>? Joint(IReadOnlyList<DistributionPart> parts)
    {
        var width = parts.Sum(part => part.Positions.Count);
        if (width == 0 || parts.Aggregate(1.0, (outcomes, part) => outcomes * part.Probabilities.Count) > MostOutcomes)
            return null;
        List<(char[] Bits, double P)> joint = [(new char[width], 1)];
        foreach (var part in parts)
            joint = [.. joint.SelectMany(so => part.Probabilities.Select(entry => (Placed(so.Bits, part.Positions, entry.Key), so.P * entry.Value)))];
        return new(joint.ToDictionary(entry => new string(entry.Bits), entry => entry.P), StringComparer.Ordinal);
    }

    private static char[] Placed(char[] bits, IReadOnlyList<int> positions, string word)
    {
        var placed = (char[])bits.Clone();
        for (var i = 0; i < word.Length; i++)
            placed[positions[i]] = word[i];
        return placed;
    }

    private static DistributionPart ReadPart(JsonElement part)
    {
        var positions = part.Items("Positions").Select(position => position.ValueKind == JsonValueKind.Number && position.TryGetInt32(out var at) ? at : -1).ToArray();
        var probabilities = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (part.Property("Probabilities") is { ValueKind: JsonValueKind.Object } listed)
            foreach (var entry in listed.EnumerateObject())
                probabilities[entry.Name] = ProbabilityResult.Check(entry.Value);
        return probabilities.Count > 0 && probabilities.Keys.All(word => word.Length == positions.Length)
            ? new DistributionPart(positions, probabilities)
            : throw new ResultFormatException($"a part of 'Exact' has {positions.Length} positions and other words: {part.GetRawText()}");
    }
}
