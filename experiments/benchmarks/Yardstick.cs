using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace QaaHybrid.Benchmarks;

/// <summary>The hand-written kernel limit.cpp, compiled by the line in its header into a folder of its own and run there.</summary>
internal sealed class Yardstick : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qaa-yardstick-");

    /// <summary>Compiles it; null where there is no compiler.</summary>
    public static async Task<Yardstick?> BuildAsync(CancellationToken cancellationToken)
    {
        var yardstick = new Yardstick();
        try
        {
            var source = await ReadSourceAsync(cancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(Path.Combine(yardstick._folder.FullName, "limit.cpp"), source, cancellationToken).ConfigureAwait(false);
            await yardstick.StartAsync("g++", CompilerArguments(source), 1, cancellationToken).ConfigureAwait(false);
            return yardstick;
        }
        catch (Win32Exception)
        {
            yardstick.Dispose();
            return null;
        }
        catch
        {
            yardstick.Dispose();
            throw;
        }
    }

    /// <summary>Runs it: milliseconds by job.</summary>
    public async Task<IReadOnlyDictionary<string, double>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var seconds = options.SecondsPerJob.ToString(CultureInfo.InvariantCulture);
        var output = await StartAsync(Path.Combine(_folder.FullName, "limit"), [seconds], options.Threads, cancellationToken).ConfigureAwait(false);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> ReadSourceAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(Yardstick).Assembly.GetManifestResourceStream("limit.cpp")!);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    // "//   g++ ARGUMENTS && OMP_NUM_THREADS=2 ./limit"
    private static string[] CompilerArguments(string source)
    {
        var line = source.Split('\n').First(line => line.Contains(" g++ ", StringComparison.Ordinal));
        return line[(line.IndexOf("g++ ", StringComparison.Ordinal) + 4)..line.IndexOf(" && ", StringComparison.Ordinal)].Split(' ');
    }

    private async Task<string> StartAsync(string program, IEnumerable<string> arguments, int threads, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Remove("OMP_WAIT_POLICY");
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors.ConfigureAwait(false)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
