using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace QaaHybrid.AzureEmulator;

/// <summary>Azurite in the emulator's folder: found, or installed with <c>npm ci</c> from the feed that npm is configured for.</summary>
internal static class AzuriteInstallation
{
    private const string Package = "azurite";

    private const int ShownLines = 5;

    /// <summary>The folder with <c>package.json</c> and <c>node_modules</c>, installed where it was not.</summary>
    /// <exception cref="IOException">The folder is not there, npm is missing, or it fails.</exception>
    public static async Task<string> EnsureAsync(string? directory, IProgress<string>? remarks, CancellationToken cancellationToken)
    {
        directory ??= Find();
        if (IsInstalled(directory))
            return directory;
        await using var held = await LockAsync(directory, cancellationToken);
        if (IsInstalled(directory))
            return directory;
        remarks?.Report("installing Azurite, Microsoft's storage emulator (npm ci; once, 190 MB)");
        await InstallAsync(directory, cancellationToken);
        return directory;
    }

    /// <summary>Whether the Azurite of our lock file is there, whole: npm writes its own lock file last. (Dates say nothing: a checkout changes them.)</summary>
    public static bool IsInstalled(string directory)
    {
        var modules = Path.Combine(directory, "node_modules");
        return File.Exists(Path.Combine(modules, ".package-lock.json"))
            && Version(Path.Combine(modules, Package, "package.json"), root => root["version"])
            == Version(Path.Combine(directory, "package-lock.json"), root => root["packages"]?[$"node_modules/{Package}"]?["version"]);
    }

    /// <summary>The folder in the repository above this program.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "experiments", "QaaHybrid.AzureEmulator", "azurite");
            if (File.Exists(Path.Combine(candidate, "package.json")))
                return candidate;
        }
        throw new DirectoryNotFoundException($"Azurite's folder was not found above {AppContext.BaseDirectory}");
    }

    private static string? Version(string file, Func<JsonNode, JsonNode?> find) =>
        File.Exists(file) ? find(JsonNode.Parse(File.ReadAllText(file))!)?.GetValue<string>() : null;

    // Two emulators that start together install once.
    private static async Task<FileStream> LockAsync(string directory, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, ".installing");
        while (true)
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
            catch (UnauthorizedAccessException error)
            {
                throw new IOException($"Azurite was not installed: {directory} cannot be written", error);
            }
    }

    private static async Task InstallAsync(string directory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm")
        {
            ArgumentList = { "ci", "--no-audit", "--no-fund", "--ignore-scripts" },
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var npm = Process.Start(start)!;
            var (output, errors) = (npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
            try
            {
                await npm.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                npm.Kill(entireProcessTree: true);
                throw;
            }
            if (npm.ExitCode != 0)
                throw new IOException(
                    $"Azurite was not installed: 'npm ci' in {directory} ended with code {npm.ExitCode}: " +
                    string.Join(" | ", $"{await output}{await errors}".Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines)));
        }
        catch (Win32Exception error)
        {
            throw new IOException($"Azurite was not installed: npm does not start ({error.Message}); install it (Debian: apt-get install nodejs npm)", error);
        }
    }
}
