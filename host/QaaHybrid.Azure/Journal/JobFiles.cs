using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.Azure;

/// <summary>The requests and results beside a journal, a file each; none is ever half there.</summary>
/// <param name="folder">Where they lie.</param>
internal sealed class JobFiles(string folder)
{
    public void WriteRequest(JobRequest request) => AtomicFile.WriteShared(RequestOf(request.Id), JsonSerializer.SerializeToUtf8Bytes(RequestFile.Of(request), JournalLine.Options));

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

    public void DeleteRequest(string id) => FileWriteException.Guard(RequestOf(id), () => File.Delete(RequestOf(id)));

    /// <summary>Deletes a request that came to nothing; where even that fails, it lies there without a line in the journal, and nobody sends it.</summary>
    public void DiscardRequest(string id)
    {
        try
        {
            DeleteRequest(id);
        }
        catch (FileWriteException)
        {
        }
    }

    public void WriteResult(string id, JobResult result) => AtomicFile.WriteShared(ResultOf(id), JsonSerializer.SerializeToUtf8Bytes(result, JournalLine.Options));

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

    private string RequestOf(string id) => Path.Combine(folder, id + ".request.json");

    private string ResultOf(string id) => Path.Combine(folder, id + ".result.json");
}
