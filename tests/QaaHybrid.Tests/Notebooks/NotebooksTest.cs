using System.Diagnostics;
using System.Text.Json;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Notebooks;

/// <summary>The notebooks of the repository: executed from top to bottom where Jupyter is installed, and kept with their outputs.</summary>
[NonParallelizable]
public class NotebooksTest
{
    private static readonly string Folder = Repository.File("experiments", "notebooks");

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.ipynb").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>In the order of their names: the notebook in Python reads a run that the first one made.</summary>
    [Test]
    public async Task They_run_from_top_to_bottom()
    {
        var work = await PrepareAsync("notebooks");
        foreach (var name in Names)
            await ExecuteAsync(work, name);
    }

    [Test]
    public async Task The_way_to_hardware_takes_the_workspace_that_the_environment_names()
    {
        await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn, Seed = 1 });
        var cells = await ExecuteAsync(await PrepareAsync("hardware"), "06-to-hardware.ipynb", server.ConnectionString);
        Assert.That(cells.SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()).Where(output => output.Text("output_type") == "stream").Select(output => output.GetProperty("text").ToString()),
            Has.Some.Contain("target ionq.simulator").And.Some.Contain("live"));
        // One, and the nine circuits of a gradient one by one: this target takes no packed ones.
        Assert.That(server.State.JobCount, Is.EqualTo(10));
    }

    // A folder with the notebooks and the kernel of this build.
    private static async Task<string> PrepareAsync(string folder)
    {
        var work = TinyRun.File(folder);
        Directory.CreateDirectory(Path.Combine(work, "jupyter", "kernels", "qaahybrid"));
        await File.WriteAllTextAsync(Path.Combine(work, "jupyter", "kernels", "qaahybrid", "kernel.json"), JsonSerializer.Serialize(new
        {
            argv = new[] { "dotnet", Path.Combine(AppContext.BaseDirectory, "qaa.dll"), "notebook", "kernel", "{connection_file}" }, display_name = "C# (QaaHybrid)", language = "C#", interrupt_mode = "message",
        }));
        foreach (var name in Names)
            File.Copy(Path.Combine(Folder, name), Path.Combine(work, name));
        // Jupyter's own word for it: its Python need not be the first on PATH.
        if (!(await ExecuteAsync(new ProcessStartInfo("jupyter-kernelspec", ["list"]))).Contains("python3", StringComparison.Ordinal))
            Assert.Ignore("the Python kernel is absent (Debian: python3-ipykernel)");
        return work;
    }

    // One at a time: given several, nbconvert starts the kernel of the first for all.
    private static async Task<List<JsonElement>> ExecuteAsync(string work, string name, string? workspace = null)
    {
        var start = new ProcessStartInfo("jupyter-nbconvert", ["--to", "notebook", "--execute", "--inplace", "--ExecutePreprocessor.timeout=600", name]) { WorkingDirectory = work };
        foreach (var variable in start.Environment.Keys.Where(variable => variable.StartsWith("AZURE_QUANTUM_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        if (workspace is not null)
            start.Environment["AZURE_QUANTUM_CONNECTION_STRING"] = workspace;
        foreach (var (variable, value) in new[] { ("JUPYTER_PATH", Path.Combine(work, "jupyter")), ("XDG_CACHE_HOME", TinyRun.Cache), ("QAAHYBRID_ROOT", Repository.Root) })
            start.Environment[variable] = value;
        var begun = Stopwatch.GetTimestamp();
        await ExecuteAsync(start);
        TestContext.Out.WriteLine(FormattableString.Invariant($"{name}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s"));
        var (kept, made) = (Cells(Path.Combine(Folder, name)), Cells(Path.Combine(work, name)));
        Assert.That(made.Select(Forms), Is.EqualTo(kept.Select(Forms)), $"{name}: what is kept in the repository is what comes out, in kind");
        return made;
    }

    [TestCaseSource(nameof(Names))]
    public void Their_outputs_are_kept(string name)
    {
        var cells = Cells(Path.Combine(Folder, name));
        Assert.That(cells, Is.Not.Empty);
        Assert.That(cells.Select((cell, i) => (cell.GetProperty("execution_count"), i)).Select(cell => cell.Item1.ValueKind == JsonValueKind.Number && cell.Item1.GetInt32() == cell.i + 1), Has.All.True, "executed once, in order");
        Assert.That(cells.SelectMany(cell => cell.GetProperty("outputs").EnumerateArray()).Select(output => output.Text("output_type")), Has.None.EqualTo("error"));
        Assert.That(new FileInfo(Path.Combine(Folder, name)).Length, Is.LessThan(400_000));
    }

    [TestCaseSource(nameof(Names))]
    public void Their_code_fits_a_printed_page(string name)
    {
        var lines = Cells(Path.Combine(Folder, name)).SelectMany(cell => string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString())).Split('\n'));
        Assert.That(lines.Where(line => line.Length > 88), Is.Empty);
    }

    private static List<JsonElement> Cells(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.Text("cell_type") == "code").Select(cell => cell.Clone())];
    }

    // MIME types of what a cell shows; how much it prints may differ.
    private static string Forms(JsonElement cell) => string.Join("; ", cell.GetProperty("outputs").EnumerateArray()
        .Where(output => output.TryGetProperty("data", out _)).Select(output => string.Join(", ", output.GetProperty("data").EnumerateObject().Select(form => form.Name).Order(StringComparer.Ordinal))));

    // Where the program is absent the test is skipped.
    private static async Task<string> ExecuteAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore($"{start.FileName} is absent (Debian: jupyter-nbconvert and python3-ipykernel)");
            throw;
        }
        using (process)
        using (var patience = new CancellationTokenSource(TimeSpan.FromMinutes(20)))
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(patience.Token);
                var error = await process.StandardError.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                Assert.That(process.ExitCode, Is.Zero, await output + error);
                return await output;
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
    }
}
