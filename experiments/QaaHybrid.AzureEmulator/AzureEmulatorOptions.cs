using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>How an emulator is set up.</summary>
public sealed record AzureEmulatorOptions
{
    /// <summary>The noise of noisy targets where no other is given. It is of the size that small devices are known for and describes none.</summary>
    public static NoiseModel DefaultNoise { get; } = NoiseModel.Depolarizing(0.0005, 0.008, new ReadOutError(0.01, 0.025));

    /// <summary>Port of the workspace on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Port of its storage on loopback; 0 takes a free one.</summary>
    public int StoragePort { get; init; }

    /// <summary>Who keeps the blobs and checks signatures.</summary>
    public StorageKind Storage { get; init; } = StorageKind.Azurite;

    /// <summary>Folder with Azurite's <c>package.json</c>; null looks for it in the repository above the program.</summary>
    public string? AzuriteDirectory { get; init; }

    /// <summary>Folder that keeps jobs, sessions and blobs beyond a restart; null keeps them in memory.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The only key that is accepted.</summary>
    public string ApiKey { get; init; } = "emulator-key";

    /// <summary>Governs, with a job's id, what is drawn for the job.</summary>
    public long Seed { get; init; }

    /// <summary>What noisy targets suffer.</summary>
    public NoiseModel Noise { get; init; } = DefaultNoise;

    /// <summary>How long a job waits before it executes.</summary>
    public TimeSpan QueueDelay { get; init; }

    /// <summary>The same for single targets, which take precedence.</summary>
    public IReadOnlyDictionary<string, TimeSpan> QueueDelays { get; init; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>How many jobs execute at once.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How long signatures of storage addresses are valid.</summary>
    public TimeSpan SasLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Which states jobs have.</summary>
    public WorkspaceKind WorkspaceKind { get; init; }

    /// <summary>Where the emulator says what takes time, such as the installation of Azurite; null says nothing.</summary>
    public IProgress<string>? Remarks { get; init; }

    internal TimeSpan DelayOf(string target) => QueueDelays.TryGetValue(target, out var own) ? own : QueueDelay;
}
