using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace QaaHybrid.Notebook.Requests;

/// <summary>Documentation comments as text.</summary>
internal static partial class Documentation
{
    /// <summary>What a symbol's comment says; empty where there is none.</summary>
    public static string Of(ISymbol symbol)
    {
        if (symbol.GetDocumentationCommentXml() is not { Length: > 0 } xml)
            return "";
        try
        {
            // An inherited comment stands at what it is inherited from.
            var root = XElement.Parse($"<doc>{xml}</doc>");
            if (root.Descendants("summary").FirstOrDefault() is null && Inherited(symbol) is { } from)
                return Of(from);
            return string.Join('\n', Lines(root).Where(line => line.Length > 0));
        }
        catch (XmlException)
        {
            return "";
        }
    }

    private static IEnumerable<string> Lines(XElement root)
    {
        foreach (var element in root.Descendants("summary"))
            yield return Text(element);
        foreach (var element in root.Descendants("param"))
            yield return $"  {element.Attribute("name")?.Value}: {Text(element)}";
        foreach (var element in root.Descendants("returns"))
            yield return $"  returns: {Text(element)}";
        foreach (var element in root.Descendants("exception"))
            yield return $"  throws {Name(element.Attribute("cref")?.Value)}: {Text(element)}";
        foreach (var element in root.Descendants("remarks"))
            yield return Text(element);
    }

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        { ContainingType: { } type } => type.AllInterfaces.SelectMany(contract => contract.GetMembers(symbol.Name))
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol)),
        _ => null,
    };

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes())
            if (node is XText words)
                text.Append(words.Value);
            else if (node is XElement { IsEmpty: true } reference)
                text.Append(Name(reference.Attribute("cref")?.Value ?? reference.Attribute("name")?.Value ?? reference.Attribute("langword")?.Value));
        return Blanks().Replace(text.ToString(), " ").Trim();
    }

    // T:System.IO.IOException and M:QaaHybrid.Circuits.Circuit.#ctor(System.Int32) by their last word.
    private static string Name(string? reference) => reference is null ? "" : Reference().Replace(reference, "").Split('.')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^\w:|`+\d+|\(.*$")]
    private static partial Regex Reference();
}
