using System.Text.Json;

namespace QaaHybrid.Torch.Tests;

/// <summary>Numbers that PyTorch gave: golden/make_golden.py writes them.</summary>
internal static class Golden
{
    private static readonly Dictionary<string, JsonElement> Entries = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
        File.ReadAllBytes(Repository.File("tests", "QaaHybrid.Torch.Tests", "golden", "torch.json")))!;

    public static bool Has(string name) => Entries.ContainsKey(name);

    public static Tensor Tensor(string name)
    {
        var entry = Entries[name];
        var shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var data = entry.GetProperty("data").EnumerateArray();
        return entry.GetProperty("dtype").GetString() switch
        {
            "float32" => tensor(data.Select(number => number.GetSingle()).ToArray(), shape),
            "float64" => tensor(data.Select(number => number.GetDouble()).ToArray(), shape),
            "int64" => tensor(data.Select(number => number.GetInt64()).ToArray(), shape),
            "bool" => tensor(data.Select(number => number.GetBoolean()).ToArray(), shape),
            var other => throw new NotSupportedException(other),
        };
    }

    /// <summary>Equal to the golden tensor to the last bit.</summary>
    public static void AssertSame(Tensor actual, string name)
    {
        var expected = Tensor(name);
        Assert.That(actual.dtype, Is.EqualTo(expected.dtype), name);
        Assert.That(actual.shape, Is.EqualTo(expected.shape), name);
        Assert.That(actual.ToArray<double>(), Is.EqualTo(expected.ToArray<double>()), name);
    }

    /// <summary>Near the golden tensor: ‖a − b‖ ≤ tolerance·‖b‖.</summary>
    public static void AssertNear(Tensor actual, string name, double tolerance)
    {
        var expected = Tensor(name);
        Assert.That(actual.shape, Is.EqualTo(expected.shape), name);
        Assert.That((actual - expected).norm().ToDouble(), Is.LessThanOrEqualTo(tolerance * expected.norm().ToDouble()), name);
    }
}
