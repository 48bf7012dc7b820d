using System.Diagnostics;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Samples;

/// <summary>The samples as a user runs them: <c>dotnet run FILE.cs</c>.</summary>
[NonParallelizable]
public class SamplesTest
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    [Test]
    public async Task A_circuit_is_drawn_run_and_differentiated()
    {
        var output = await RunAsync("circuit.cs");
        Assert.That(output, Does.StartWith("QaaHybrid.Ansatz.RYRing: 3 qubits"));
        var gradients = output.Split("value ")[1..];
        Assert.That(gradients, Has.Length.EqualTo(2));
        // By the adjoint method and by shifts: other numbers of circuits, the same value and slopes.
        Assert.That(gradients[0][..gradients[0].IndexOf(',', StringComparison.Ordinal)], Is.EqualTo(gradients[1][..gradients[1].IndexOf(',', StringComparison.Ordinal)]));
        Assert.That(Rows(gradients[0]), Is.EqualTo(Rows(gradients[1])).And.Length.EqualTo(6));
    }

    [Test]
    public async Task A_first_adapter_is_trained()
    {
        var folder = TinyRun.File("sample-run");
        var output = await RunAsync("first-adapter.cs", "16", folder);
        Assert.That(output, Does.Contain("qaa: 16,640 trained numbers").And.Contain("definitions on wordnet-small").And.Contain("reference").And.Contain("8 qubits, 32 parameters"));
        Assert.That(Run.Open(folder).Methods.Single().Result.Steps, Is.EqualTo(3));
        Assert.That(await RunAsync("circuit.cs"), Does.StartWith("QaaHybrid.Ansatz.RYRing: 3 qubits"), "one sample behind another is still itself");
    }

    private static string[] Rows(string table) => [.. table.Split('\n').Where(line => line.StartsWith('θ'))];

    private static async Task<string> RunAsync(string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = TinyRun.Folder };
        foreach (var word in (string[])["run", "-c", Configuration, Repository.File("experiments", "samples", sample), "--", .. arguments])
            start.ArgumentList.Add(word);
        start.Environment["XDG_CACHE_HOME"] = TinyRun.Cache;
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.That(process.ExitCode, Is.Zero, output + await error);
            return output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
