using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>Where the things that ship with QaaHybrid lie, and how a user names them.</summary>
public static class Places
{
    /// <summary>Environment variable that names the repository's folder.</summary>
    public const string Variable = "QAAHYBRID_ROOT";

    /// <summary>The repository: <c>QAAHYBRID_ROOT</c>, else the first folder above this program with <c>QaaHybrid.sln</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public static string Root { get; } = FindRoot();

    /// <summary>The recipe of <c>qaa run</c>.</summary>
    public static string DefaultRecipe => Path.Combine(Recipes, "definitions.yaml");

    /// <summary>Folder of the recipes that ship.</summary>
    public static string Recipes => Path.Combine(Root, "experiments", "recipes");

    /// <summary>The file of a recipe: the one of that path, else the shipped one of that name; the path itself where there is neither.</summary>
    public static string Recipe(string named)
    {
        var shipped = Path.Combine(Recipes, Path.ChangeExtension(named, ".yaml"));
        return !File.Exists(named) && File.Exists(shipped) ? shipped : named;
    }

    /// <summary>As <see cref="Recipe"/>, but a word alone has to be a file or a shipped recipe.</summary>
    /// <exception cref="DataFileException">It is neither; the message lists the shipped recipes.</exception>
    public static string KnownRecipe(string named) => Recipe(named) is var path && (Path.Exists(path) || Path.GetFileNameWithoutExtension(named) != named) ? path
        : throw new DataFileException(named, $"is no recipe: there is no such file, and none is shipped that is called so; {NearestName.Hint(named, RecipeNames)}");

    private static IReadOnlyList<string> RecipeNames => [.. Directory.EnumerateFiles(Recipes, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Folder of the base models that ship.</summary>
    public static string Models => Path.Combine(Root, "experiments", "models");

    /// <summary>Folder of configurations of well-known models: their sizes, without weights.</summary>
    public static string ModelConfigs => Path.Combine(Models, "configs");

    /// <summary>Folder in which the local Azure Quantum emulator keeps its jobs where no other is named.</summary>
    public static string AzureEmulatorState => Path.Combine(Root, ".cache", "azure-emulator");

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "QaaHybrid.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"QaaHybrid's folder was not found above {AppContext.BaseDirectory}; set {Variable} to it");
    }
}
