using System.Globalization;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>
/// A run on disk:
/// <code>
/// recipe.yaml         the recipe as used, overrides included
/// environment.json    versions, machine, threads
/// base.json           the base model before training; base-held-out.jsonl what came out for each example, base-samples.jsonl what it wrote
/// labels.json         names of the labels, where the task has labels
/// results.json        the table, when the run is complete
/// report.html         the same for a person; charts/ its curves as SVG files
/// methods/NAME/       see <see cref="MethodFolder"/>
/// </code>
/// </summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The recipe as used.</summary>
    public string RecipeFile => System.IO.Path.Combine(Path, "recipe.yaml");

    /// <summary>Versions, machine, threads: see <see cref="RunEnvironment"/>.</summary>
    public string EnvironmentFile => System.IO.Path.Combine(Path, "environment.json");

    /// <summary>The base model before training: see <see cref="BaseResult"/>.</summary>
    public string BaseFile => System.IO.Path.Combine(Path, "base.json");

    /// <summary>What came out for each held-out example before training: see <see cref="HeldOutExample"/>.</summary>
    public string BaseHeldOutFile => System.IO.Path.Combine(Path, "base-held-out.jsonl");

    /// <summary>What the base model wrote before training.</summary>
    public string BaseSamplesFile => System.IO.Path.Combine(Path, "base-samples.jsonl");

    /// <summary>Names of the labels, by their numbers; there where the task has labels.</summary>
    public string LabelsFile => System.IO.Path.Combine(Path, "labels.json");

    /// <summary>The table of the run: see <see cref="RunResults"/>.</summary>
    public string ResultsFile => System.IO.Path.Combine(Path, "results.json");

    /// <summary>The report for a person.</summary>
    public string ReportFile => System.IO.Path.Combine(Path, "report.html");

    /// <summary>The folder of one method.</summary>
    public MethodFolder Method(string name) => new(System.IO.Path.Combine(Path, "methods", name));

    /// <summary>A new run.</summary>
    /// <param name="path">Its folder; it may exist, but must be empty.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="environment">What it runs on.</param>
    /// <exception cref="IOException">The folder holds something, or cannot be written.</exception>
    public static RunFolder Create(string path, Recipe recipe, RunEnvironment environment)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new IOException($"{path} is not empty; name another folder, or continue the run in it with 'resume'");
        var run = new RunFolder(path);
        OutputFolder.Make(run.Path);
        try
        {
            environment.Save(run.EnvironmentFile);
            AtomicFile.WriteText(run.RecipeFile, recipe.Yaml); // last: a folder with a recipe is a run
            return run;
        }
        catch (FileWriteException)
        {
            // What is no run would be in the way of the next one.
            File.Delete(run.EnvironmentFile);
            throw;
        }
    }

    /// <summary>Whether a folder is a run.</summary>
    public static bool Is(string path) => File.Exists(new RunFolder(path).RecipeFile);

    /// <summary>A run that exists.</summary>
    /// <exception cref="DataFileException">The folder is no run.</exception>
    public static RunFolder Open(string path) => Is(path) ? new RunFolder(path)
        : throw new DataFileException(path, ComparisonFolder.Is(path)
            ? "is a comparison and no run; its runs lie in 'seeds', and 'qaa compare' goes on with it"
            : "is no run: there is no recipe.yaml in it");

    /// <summary>The first of <c>NAME-1</c>, <c>NAME-2</c> … in <paramref name="folder"/> that does not exist.</summary>
    public static string NextPath(string folder, string name) => Enumerable.Range(1, int.MaxValue)
        .Select(number => System.IO.Path.Combine(folder, name + "-" + number.ToString(CultureInfo.InvariantCulture)))
        .First(path => !Directory.Exists(path) && !File.Exists(path));

    /// <summary>Keeps other processes off the run until disposed; a killed process leaves no lock behind.</summary>
    /// <exception cref="FolderInUseException">Another process works on the run.</exception>
    /// <exception cref="FileWriteException">The run cannot be written.</exception>
    public IDisposable Lock() => FolderLock.Take(Path);

    /// <summary>The labels of the run; null where there are none.</summary>
    /// <exception cref="DataFileException">The file is damaged.</exception>
    public IReadOnlyList<string>? ReadLabels() => File.Exists(LabelsFile) ? JsonFiles.Read<IReadOnlyList<string>>(LabelsFile) : null;

    /// <summary>The recipe of the run.</summary>
    /// <exception cref="RecipeException">It was changed by hand and is wrong now.</exception>
    public Recipe ReadRecipe() => Training.RecipeFile.Load(RecipeFile);

    /// <summary>Changes keys of the run's recipe, while nobody works on it.</summary>
    /// <param name="changes">Changes <c>key=value</c>, as <c>--set</c> takes them.</param>
    /// <param name="check">Refuses the changed recipe by an exception; the one in the folder stays as it is then.</param>
    /// <exception cref="RecipeException">A change does not fit.</exception>
    /// <exception cref="FolderInUseException">Another process works on the run.</exception>
    /// <exception cref="FileWriteException">The run cannot be written.</exception>
    public void ChangeRecipe(IEnumerable<string> changes, Action<Recipe> check)
    {
        using var held = Lock();
        var changed = Training.RecipeFile.Load(RecipeFile, changes);
        check(changed);
        AtomicFile.WriteText(RecipeFile, changed.Yaml);
    }
}
