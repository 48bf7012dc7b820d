using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>The requests and results beside a journal, a file each; written beside their place and renamed, so that none is ever half there.</summary>
/// <param name="folder">Where they lie.</param>
internal sealed class JobFiles(string folder)
{
    public void WriteRequest(JobRequest request) => Write(RequestOf(request.Id), JsonSerializer.SerializeToUtf8Bytes(RequestFile.Of(request), JournalLine.Options));

    /// <exception cref="InvalidDataException">It is gone, damaged, or not what the journal says.</exception>
    public JobRequest ReadRequest(JournalEntry entry)
    {
        var path = RequestOf(entry.Id);
        try
        {
            var file = JsonSerializer.Deserialize<RequestFile>(File.ReadAllBytes(path), JournalLine.Options) ?? throw new JsonException("it is null");
            var request = file.ToRequest();
            return JobKey.OfInput(request.Input) == entry.InputHash ? request : throw new InvalidDataException(
                $"{path}: the input has the hash {JobKey.OfInput(request.Input)}, the journal says {entry.InputHash}; it was changed, and is not sent");
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException(
                $"{path}: {(error is JsonException ? "is no request of a job" : "is gone")}; job {entry.Id} cannot be sent from it. " +
                $"Ask for the same once more with the command that planned it, or strike it off: qaa jobs cancel {entry.Id}", error);
        }
    }

    public void DeleteRequest(string id) => File.Delete(RequestOf(id));

    public void WriteResult(string id, JobResult result) => Write(ResultOf(id), JsonSerializer.SerializeToUtf8Bytes(result, JournalLine.Options));

    /// <summary>Null where it is not there, or no longer what was written.</summary>
    public JobResult? ReadResult(string id)
    {
        try
        {
            return JsonSerializer.Deserialize<JobResult>(File.ReadAllBytes(ResultOf(id)), JournalLine.Options);
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A name of its own: two processes may write the same at the same time.
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    private string RequestOf(string id) => Path.Combine(folder, id + ".request.json");

    private string ResultOf(string id) => Path.Combine(folder, id + ".result.json");
}
