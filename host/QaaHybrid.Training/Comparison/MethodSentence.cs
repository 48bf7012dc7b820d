using QaaHybrid.Adapters;

namespace QaaHybrid.Training;

/// <summary>What a kind of adapter does, for somebody who has not heard of it.</summary>
internal static class MethodSentence
{
    /// <summary>The registry's sentence without the list of options at its end; empty for a kind that it does not know.</summary>
    public static string Of(string adapter)
    {
        var text = AdapterRegistry.Methods.FirstOrDefault(method => method.Name == adapter)?.Summary.Trim() ?? "";
        if (text.EndsWith(')') && text.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var options)
            text = text[..options];
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";
    }
}
