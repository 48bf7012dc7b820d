using System.Text.Json;
using QaaHybrid.Files;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// The folder that outlives an emulator: a file a job in <c>jobs/</c>, a file a session in <c>sessions/</c>, blobs beside them.
/// One emulator at a time; the lock goes with the process.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    private readonly IDisposable _lock;

    private StateFolder(string path, IDisposable held) => (Path, _lock) = (path, held);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Opens a folder, making it where it is missing.</summary>
    /// <exception cref="StateFolderInUseException">Another emulator has it open.</exception>
    /// <exception cref="FileWriteException">It cannot be written.</exception>
    public static StateFolder Open(string path)
    {
        foreach (var part in new[] { "jobs", "sessions" })
            OutputFolder.Make(System.IO.Path.Combine(path, part));
        return new StateFolder(path, FileLock.TryTake(System.IO.Path.Combine(path, "lock"), stays: true) ?? throw new StateFolderInUseException(path));
    }

    public IEnumerable<EmulatedJob> Jobs() => Read<EmulatedJob>("jobs");

    public IEnumerable<EmulatedSession> Sessions() => Read<EmulatedSession>("sessions");

    public void Write(EmulatedJob job) => Write(FileOf("jobs", job.Id), job);

    public void Write(EmulatedSession session) => Write(FileOf("sessions", session.Id), session);

    public void RemoveJob(string id) => FileWriteException.Guard(FileOf("jobs", id), () => File.Delete(FileOf("jobs", id)));

    /// <summary>Says where the emulator of this folder can be reached, for others that want it.</summary>
    public void Announce(string connectionString) => Write(AddressFile(Path), connectionString);

    /// <summary>Connection string of the emulator that has the folder open, or null where none answers.</summary>
    public static async Task<string?> RunningAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var connectionString = JsonSerializer.Deserialize<string>(await File.ReadAllBytesAsync(AddressFile(path), cancellationToken))!;
            using var client = new HttpClient();
            using var response = await client.GetAsync(WorkspaceName.StateCall(connectionString), cancellationToken);
            return response.IsSuccessStatusCode ? connectionString : null;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(AddressFile(Path));
        _lock.Dispose();
    }

    private static string AddressFile(string path) => System.IO.Path.Combine(path, "address.json");

    private IEnumerable<T> Read<T>(string folder) => Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), "*.json").Select(file =>
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file))!;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{file} is no file of the emulator: {error.Message}; remove it, or take another folder", error);
        }
    });

    private static void Write<T>(string file, T value) => AtomicFile.Write(file, stream => JsonSerializer.Serialize(stream, value));

    private string FileOf(string folder, string id) => System.IO.Path.Combine(Path, folder, $"{Guid.Parse(id):D}.json");
}
