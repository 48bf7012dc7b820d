using System.Globalization;
using QaaHybrid.Files;

namespace QaaHybrid.Training;

/// <summary>
/// Checkpoints of a loop: folders <c>step-000050</c>, the last two of them. Each is written beside its place and renamed when it is
/// complete, so that a killed process or a full disk never leaves half a checkpoint under a name that counts.
/// </summary>
public sealed class CheckpointStore
{
    private const string Prefix = "step-";
    private const string Unfinished = ".unfinished";
    private const int Kept = 2;

    private readonly string folder;

    /// <summary>The checkpoints in <paramref name="folder"/>, which may be missing.</summary>
    public CheckpointStore(string folder) => this.folder = folder;

    /// <summary>Writes a checkpoint, then removes all but the last two.</summary>
    /// <param name="step">The step it was taken after.</param>
    /// <param name="write">Writes its files into the folder it is given.</param>
    /// <exception cref="FileWriteException">A file cannot be written; earlier checkpoints are as they were.</exception>
    public void Save(int step, Action<string> write)
    {
        var place = Path.Combine(folder, Prefix + step.ToString("000000", CultureInfo.InvariantCulture));
        var beside = place + Unfinished;
        FileWriteException.Guard(beside, () => Remove(beside));
        OutputFolder.Make(beside);
        try
        {
            write(beside);
        }
        catch (Exception error)
        {
            Discard(beside, error);
            throw;
        }
        FileWriteException.Guard(place, () =>
        {
            Remove(place);
            Directory.Move(beside, place);
            foreach (var (old, _) in All().SkipLast(Kept))
                Remove(old);
        });
    }

    /// <summary>The folder and step of the newest checkpoint; null where there is none.</summary>
    public (string Folder, int Step)? Latest() => All() is [.., var newest] ? newest : null;

    /// <summary>Removes every checkpoint: what a finished loop does.</summary>
    public void Clear() => FileWriteException.Guard(folder, () => Remove(folder));

    private List<(string Folder, int Step)> All()
    {
        if (!Directory.Exists(folder))
            return [];
        var found = new List<(string, int)>();
        foreach (var path in Directory.EnumerateDirectories(folder, Prefix + "*"))
            if (int.TryParse(Path.GetFileName(path)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var step))
                found.Add((path, step));
        return [.. found.OrderBy(checkpoint => checkpoint.Item2)];
    }

    // What went wrong first is what counts.
    private static void Discard(string path, Exception before)
    {
        try
        {
            Remove(path);
        }
        catch (Exception error) when (FileWriteException.Explains(error) && before is IOException)
        {
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
