using System.CommandLine;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Notebooks;

/// <summary>Help with commands that are being written in a cell.</summary>
internal static class CommandWords
{
    /// <summary>How the last word of a begun command could go on: commands, options and their values, keys of the recipe behind <c>--set</c>, files.</summary>
    public static (int Start, IReadOnlyList<string> Words) Complete(RootCommand root, string text)
    {
        var start = text.LastIndexOfAny([' ', '\t']) + 1;
        var begun = text[start..];
        var before = text[..start].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var words = before is [.., "--set"] ? RecipeKeys(before).Select(key => $"{key}=")
            : root.Parse(text.TrimStart()).GetCompletions().Select(item => item.Label)
                .Concat(before is ["train" or "compare", ..] ? Directory.EnumerateFiles(Places.Recipes, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)!) : [])
                .Concat(before.Length > 0 && !begun.StartsWith('-') ? Files(begun) : []);
        return (start, [.. words.Where(word => word.StartsWith(begun, StringComparison.Ordinal)).Distinct()]);
    }

    /// <summary>What <c>--help</c> says of the command that a text begins with; null where that is none.</summary>
    public static string? Help(RootCommand root, string text)
    {
        Command command = root;
        var names = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (command.Subcommands.FirstOrDefault(known => known.Name == word) is not { } next)
                break;
            names.Add(word);
            command = next;
        }
        if (names.Count == 0)
            return null;
        using var output = new StringWriter();
        root.Parse([.. names, "--help"]).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString().Trim();
    }

    // Of the recipe or run that the command names, else of the main job's.
    private static IReadOnlyList<string> RecipeKeys(string[] words)
    {
        var named = words.SelectMany(word => (string[])[Places.Recipe(word), Path.Combine(word, "recipe.yaml")])
            .FirstOrDefault(path => path.EndsWith(".yaml", StringComparison.Ordinal) && File.Exists(path));
        return RecipeFile.Keys(named ?? Path.Combine(Places.Recipes, "definitions.yaml"));
    }

    private static IEnumerable<string> Files(string begun)
    {
        var folder = begun[..(begun.LastIndexOf('/') + 1)];
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder.Length == 0 ? "." : folder)
                .Select(path => folder + Path.GetFileName(path) + (Directory.Exists(path) ? "/" : "")).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
