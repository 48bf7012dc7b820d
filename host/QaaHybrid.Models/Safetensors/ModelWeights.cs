namespace QaaHybrid.Models;

/// <summary>
/// The weights in a model's folder: <c>model.safetensors</c>, or the parts that <c>model.safetensors.index.json</c> lists.
/// </summary>
public sealed partial class ModelWeights : IDisposable
{
    /// <summary>The file's name where the weights are in one file.</summary>
    public const string FileName = "model.safetensors";

    private const string IndexName = FileName + ".index.json";
    private readonly Dictionary<string, SafetensorsFile> files = new(StringComparer.Ordinal);

    private ModelWeights(string source) => Source = source;

    /// <summary>The file or the list of files, for messages.</summary>
    public string Source { get; }

    /// <summary>Names of all tensors, in the order of the files.</summary>
    public IEnumerable<string> Names => files.Keys;

    /// <summary>Opens the weights of a folder.</summary>
    /// <exception cref="ModelFileException">There are none, a part is missing or damaged, or the list and the parts disagree.</exception>
    public static ModelWeights Open(string folder)
    {
        var (whole, index) = (Path.Combine(folder, FileName), Path.Combine(folder, IndexName));
        if (!File.Exists(whole))
            return File.Exists(index) ? OpenParts(folder, index)
                : throw new ModelFileException(folder, $"there is neither {FileName} nor {IndexName}{Pickle.Remark(folder, "pytorch_model")}");
        var weights = new ModelWeights(whole);
        weights.Add(SafetensorsFile.Open(weights.Source));
        return weights;
    }

    /// <summary>What the header says about the tensor of a name, or null.</summary>
    public SafetensorsEntry? Find(string name) => files.TryGetValue(name, out var file) ? file.Header.Find(name) : null;

    /// <summary>The tensor of a name, or null; in the mapped file, as <see cref="SafetensorsFile.Load"/> says.</summary>
    public Tensor? Load(string name) => files.TryGetValue(name, out var file) ? file.Load(name) : null;

    /// <summary>Closes the files; tensors that were loaded stay.</summary>
    public void Dispose()
    {
        foreach (var file in files.Values.Distinct())
            file.Dispose();
    }

    private static ModelWeights OpenParts(string folder, string index)
    {
        var weights = new ModelWeights(index);
        try
        {
            var map = JsonFile.Parse(index, File.ReadAllBytes(index)).Required("weight_map");
            var parts = map.Properties().Select(entry => (entry.Key, File: entry.Value.Text(), entry.Value)).ToList();
            foreach (var (_, part, value) in parts.DistinctBy(entry => entry.File))
            {
                if (Path.GetFileName(part) != part || !File.Exists(Path.Combine(folder, part)))
                    throw value.Bad($"the file '{part}' is not in the folder");
                weights.Add(SafetensorsFile.Open(Path.Combine(folder, part)));
            }
            foreach (var (name, part, value) in parts)
                if (!weights.files.TryGetValue(name, out var file) || Path.GetFileName(file.File) != part)
                    throw value.Bad($"the tensor is not in '{part}'");
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private void Add(SafetensorsFile file)
    {
        foreach (var entry in file.Header.Entries)
            if (!files.TryAdd(entry.Name, file))
                throw new ModelFileException(file.File, $"tensor '{entry.Name}'", $"it stands in '{files[entry.Name].File}' too");
    }
}
