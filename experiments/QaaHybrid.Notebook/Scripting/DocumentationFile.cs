using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>The documentation comments of an assembly, from the file that its compiler wrote beside it; read when somebody first asks.</summary>
/// <param name="path">The file.</param>
internal sealed class DocumentationFile(string path) : DocumentationProvider
{
    private readonly Lazy<Dictionary<string, string>> _members = new(() => Read(path));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => path.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _members.Value.GetValueOrDefault(documentationMemberID);

    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            return XDocument.Load(path).Descendants("member").Where(member => member.Attribute("name") is not null)
                .DistinctBy(member => member.Attribute("name")!.Value).ToDictionary(member => member.Attribute("name")!.Value, member => member.ToString());
        }
        catch (Exception error) when (error is IOException or XmlException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
