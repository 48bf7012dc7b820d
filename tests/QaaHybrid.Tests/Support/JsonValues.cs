using System.Text.Json;

namespace QaaHybrid.Tests.Support;

/// <summary>Numbers out of a document.</summary>
internal static class JsonValues
{
    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
