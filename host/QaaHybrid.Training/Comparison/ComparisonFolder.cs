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
/// </code>
/// </summary>
public sealed class ComparisonFolder
{
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

    /// <summary>A new comparison, or one that exists and was begun by the same recipe; more or other seeds are the same recipe.</summary>
    /// <param name="path">Its folder; a new one must be empty or missing.</param>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="DataFileException">It was begun by another recipe; the message says what differs.</exception>
    /// <exception cref="IOException">The folder holds something else, or cannot be written.</exception>
    public static ComparisonFolder OpenOrCreate(string path, Recipe recipe)
    {
        var folder = new ComparisonFolder(path);
        if (Is(path))
            RecipeDifferences.Refuse(folder.RecipeFile, TextFile.ReadAll(folder.RecipeFile), recipe.Yaml, "comparison.seeds");
        else if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new IOException($"{path} is not empty and holds no comparison; name another folder");
        AtomicFile.WriteText(folder.RecipeFile, recipe.Yaml);
        return folder;
    }

    /// <summary>The recipe of the comparison.</summary>
    /// <exception cref="RecipeException">It was changed by hand and is wrong now.</exception>
    public Recipe ReadRecipe() => Training.RecipeFile.Load(RecipeFile);

    /// <summary>The folder of the run with a seed, whether it is there or not.</summary>
    public string SeedPath(long seed) => System.IO.Path.Combine(Path, "seeds", seed.ToString(CultureInfo.InvariantCulture));

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
            RecipeDifferences.Refuse(run.RecipeFile, TextFile.ReadAll(run.RecipeFile), recipe.Yaml, "comparison.seeds");
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
}
