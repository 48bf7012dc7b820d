using QaaHybrid.Circuits;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>Finds the base model that a recipe names.</summary>
public static class ModelFolder
{
    /// <summary>The folder of a model: <paramref name="model"/> itself where it is one, else the shipped checkpoint of that name.</summary>
    /// <param name="model">A folder, or a name.</param>
    /// <param name="shipped">The folder that holds the shipped checkpoints.</param>
    /// <exception cref="DataFileException">There is neither; the message lists the shipped ones.</exception>
    public static string Resolve(string model, string shipped)
    {
        foreach (var folder in new[] { model, Path.Combine(shipped, model) })
            if (File.Exists(Path.Combine(folder, PretrainedConfig.FileName)))
                return Path.GetFullPath(folder);
        var names = Directory.Exists(shipped)
            ? Directory.EnumerateDirectories(shipped).Where(folder => File.Exists(Path.Combine(folder, PretrainedConfig.FileName))).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList()
            : [];
        throw new DataFileException(model, $"is no model: no folder with {PretrainedConfig.FileName}, and no shipped checkpoint of that name; "
            + (names.Count > 0 ? NearestName.Hint(model, names!) : "none is shipped"));
    }
}
