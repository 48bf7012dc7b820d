using System.Globalization;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>
/// A comparison on disk:
/// <code>
/// comparison.yaml   the recipe as used, overrides included
/// seeds/N/          an ordinary run with seed N, see <see cref="RunFolder"/>: 'qaa eval', 'generate' and 'predict' work on it
/// comparison.json   the numbers, see <see cref="ComparisonFile"/>
/// report.html       the same for a person; charts/ its curves as SVG files
/// .budget.*         what the trainings at work have set aside of what jobs may cost
/// </code>
/// </summary>
public sealed class ComparisonFolder
{
    // What all trainings together may cost: it may be raised while they are under way.
    private static readonly string[] Spending = ["backend.budget", "backend.accept_unknown_price"];

    private const string Seeds = "seeds";

    private ComparisonFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The recipe as used.</summary>
    public string RecipeFile => System.IO.Path.Combine(Path, "comparison.yaml");

    /// <summary>The numbers: see <see cref="ComparisonFile"/>.</summary>
    public string ResultsFile => System.IO.Path.Combine(Path, "comparison.json");

    /// <summary>The report for a person.</summary>
    public string ReportFile => System.IO.Path.Combine(Path, "report.html");

    /// <summary>Whether a folder is a comparison.</summary>
    public static bool Is(string path) => File.Exists(new ComparisonFolder(path).RecipeFile);

    /// <summary>A comparison that exists.</summary>
    /// <exception cref="DataFileException">The folder is none.</exception>
    public static ComparisonFolder Open(string path) => Is(path)
        ? new ComparisonFolder(path)
        : throw new DataFileException(path, $"is no comparison: there is no comparison.yaml in it{(File.Exists(System.IO.Path.Combine(path, "recipe.yaml")) ? "; it is a run, 'qaa resume' goes on with it" : "")}");

    /// <summary>The comparison that a method's folder belongs to; null where its run stands alone.</summary>
    /// <param name="method">The folder, see <see cref="MethodFolder"/>; it need not exist.</param>
    public static ComparisonFolder? Of(string method) =>
        new DirectoryInfo(System.IO.Path.GetFullPath(method)).Parent?.Parent?.Parent is { Name: Seeds, Parent.FullName: var path } && Is(path) ? new ComparisonFolder(path) : null;

    /// <summary>The folders of the methods of all seeds, as far as they are there.</summary>
    public IEnumerable<string> MethodFolders =>
        Folders(System.IO.Path.Combine(Path, Seeds)).SelectMany(seed => Folders(System.IO.Path.Combine(seed, "methods")));

    /// <summary>A new comparison, or one that exists and was begun by the same recipe; more or other seeds, and another budget for jobs, are the same recipe.</summary>
    /// <param name="path">Its folder; a new one must be empty or missing.</param>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="DataFileException">It was begun by another recipe; the message says what differs.</exception>
    /// <exception cref="IOException">The folder holds something else, or cannot be written.</exception>
    public static ComparisonFolder OpenOrCreate(string path, Recipe recipe)
    {
        var folder = new ComparisonFolder(path);
        if (Is(path))
            RecipeDifferences.Refuse(folder.RecipeFile, TextFile.ReadAll(folder.RecipeFile), recipe.Yaml, [.. Spending, "comparison.seeds"]);
        else if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new IOException($"{path} is not empty and holds no comparison; name another folder");
        AtomicFile.WriteText(folder.RecipeFile, recipe.Yaml);
        return folder;
    }

    /// <summary>The recipe of the comparison.</summary>
    /// <exception cref="RecipeException">It was changed by hand and is wrong now.</exception>
    public Recipe ReadRecipe() => Training.RecipeFile.Load(RecipeFile);

    /// <summary>The folder of the run with a seed, whether it is there or not.</summary>
    public string SeedPath(long seed) => System.IO.Path.Combine(Path, Seeds, seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>The run with a seed; it is begun where it is missing.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="recipe">The run's recipe.</param>
    /// <param name="environment">What it runs on.</param>
    /// <exception cref="DataFileException">The run was begun by another recipe.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public RunFolder Run(long seed, Recipe recipe, RunEnvironment environment)
    {
        var path = SeedPath(seed);
        if (RunFolder.Is(path))
        {
            var run = RunFolder.Open(path);
            var then = TextFile.ReadAll(run.RecipeFile);
            RecipeDifferences.Refuse(run.RecipeFile, then, recipe.Yaml, [.. Spending, "comparison.seeds"]);
            if (RecipeDifferences.Of(then, recipe.Yaml).Any(difference => Spending.Contains(difference.Key)))
                AtomicFile.WriteText(run.RecipeFile, recipe.Yaml);
            return run;
        }
        // A run counts from its recipe on, which is written last: what lies here is the beginning of one that was killed.
        if (Directory.Exists(path))
            FileWriteException.Guard(path, () => Directory.Delete(path, recursive: true));
        return RunFolder.Create(path, recipe, environment);
    }

    /// <summary>Keeps other processes off the comparison until disposed; a killed process leaves no lock behind.</summary>
    /// <exception cref="FolderInUseException">Another process works on it.</exception>
    /// <exception cref="FileWriteException">It cannot be written.</exception>
    public IDisposable Lock() => FolderLock.Take(Path);

    private static IEnumerable<string> Folders(string path) => Directory.Exists(path) ? Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal) : [];
}
