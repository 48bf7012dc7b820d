using Microsoft.CodeAnalysis;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>What a cell sees without asking for it: the framework, QaaHybrid's assemblies with their documentation, and usings.</summary>
internal static class Surroundings
{
    /// <summary>Namespaces, and types whose members have no prefix.</summary>
    public static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Text", "System.Threading", "System.Threading.Tasks",
        "QaaHybrid", "QaaHybrid.Adapters", "QaaHybrid.Circuits", "QaaHybrid.Display", "QaaHybrid.Models", "QaaHybrid.QSharp", "QaaHybrid.Training",
        "QaaHybrid.Torch", "QaaHybrid.Torch.Modules", "QaaHybrid.Torch.torch", "QaaHybrid.Notebook", "QaaHybrid.Notebook.CellFunctions",
    ];

    /// <summary>The assemblies that this process could load.</summary>
    public static IReadOnlyList<MetadataReference> References()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var known = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. known.Where(path => Path.GetDirectoryName(path) == framework ? IsOfTheFramework(path) : IsOfQaaHybrid(path)).Select(Reference)];
    }

    private static bool IsOfTheFramework(string path) =>
        Path.GetFileName(path) is var name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Microsoft.CSharp.dll" or "netstandard.dll");

    private static bool IsOfQaaHybrid(string path) =>
        Path.GetFileName(path) is var name
        && (name.StartsWith("QaaHybrid", StringComparison.Ordinal) || name.StartsWith("MathNet", StringComparison.Ordinal));

    /// <summary>An assembly with the documentation beside it.</summary>
    public static PortableExecutableReference Reference(string path)
    {
        var documentation = Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(
            path, documentation: File.Exists(documentation) ? new DocumentationFile(documentation) : null);
    }
}
