using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using QaaHybrid.Azure;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa azure-emulator</c> itself: what it prints, that it answers, and how it ends.</summary>
public class AzureEmulatorCommandTest
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task It_answers_at_the_address_that_it_prints_until_a_signal_ends_it(string signal)
    {
        using var process = Start("--storage", "built-in");
        try
        {
            var connection = await ConnectionAsync(process);
            await AnswersAsync(connection);
            using (var kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]))
                await kill.WaitForExitAsync();
            var ended = await Qaa.EndAsync(process, "azure-emulator");
            Assert.That((ended.ExitCode, ended.Error), Is.EqualTo((0, $"qaa: the Azure Quantum emulator ends{Environment.NewLine}")));
            Assert.That(async () => await AnswersAsync(connection), Throws.TypeOf<QuantumServiceException>(), "nobody is there any more");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    [Test]
    public async Task It_starts_with_Azurite_too()
    {
        if (!Directory.Exists(Path.Combine(Repository.Root, "experiments", "QaaHybrid.AzureEmulator", "azurite", "node_modules")))
            Assert.Ignore("Azurite is not installed: ./qaa test does that, where npm is");
        using var process = Start("--storage", "azurite", "--json");
        try
        {
            var document = System.Text.Json.JsonDocument.Parse((await process.StandardOutput.ReadLineAsync())!).RootElement;
            Assert.That(document.Text("storage"), Is.EqualTo("Azurite"));
            Assert.That(document.GetProperty("targets").EnumerateArray().Select(target => target.GetString()), Does.Contain("emulator.exact").And.Contain("ionq.qpu.aria-1"));
            await AnswersAsync(document.Text("connection_string"));
            process.StandardInput.Close();
            using (var kill = Process.Start("sh", ["-c", $"kill -TERM {process.Id}"]))
                await kill.WaitForExitAsync();
            Assert.That((await Qaa.EndAsync(process, "azure-emulator")).ExitCode, Is.Zero);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    [Test]
    public async Task A_port_that_is_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        foreach (var option in new[] { "--port", "--storage-port" })
            await RefusedAsync($"port {port} is in use; name another one, or 0 for a free one", option, $"{port}");
    }

    [Test]
    public async Task A_second_one_in_the_same_folder_is_refused()
    {
        using var process = Start("--storage", "built-in");
        try
        {
            await ConnectionAsync(process);
            await RefusedAsync(_folder.Path);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [TestCase("--port is 65536, expected 0 to 65535", "--port", "65536")]
    [TestCase("--port is '80a', expected a whole number", "--port", "80a")]
    [TestCase("--storage is 'disk', expected azurite or built-in", "--storage", "disk")]
    [TestCase("--workspace-kind is 'v3', expected v1 or v2", "--workspace-kind", "v3")]
    [TestCase("--queue-delay is 'soon', expected SECONDS or TARGET=SECONDS", "--queue-delay", "soon")]
    [TestCase("--queue-delay: unknown target 'ionq.simulater'; did you mean 'ionq.simulator'?", "--queue-delay", "ionq.simulater=5")]
    [TestCase("nowhere.json: there is no such file", "--faults", "nowhere.json")]
    [TestCase("nowhere.yaml: there is no such file", "--noise", "nowhere.yaml")]
    public Task Is_refused(string why, params string[] arguments) => RefusedAsync(why, arguments);

    private async Task RefusedAsync(string why, params string[] arguments)
    {
        var result = await Qaa.RunAsync(["azure-emulator", "--state", _folder.Path, .. arguments.Contains("--storage") ? (string[])[] : ["--storage", "built-in"], .. arguments]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain(why));
    }

    private Process Start(params string[] arguments) => Qaa.Start([], ["azure-emulator", "--state", _folder.Path, .. arguments]);

    private static async Task<string> ConnectionAsync(Process process)
    {
        const string export = "export AZURE_QUANTUM_CONNECTION_STRING='";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith(export, StringComparison.Ordinal))
                return line[export.Length..^1];
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    private static async Task AnswersAsync(string connection)
    {
        var workspace = new QuantumWorkspace(WorkspaceConnection.Parse(connection), new WorkspaceOptions { MaxRetries = 0 });
        Assert.That((await workspace.GetProviderStatusAsync()).SelectMany(provider => provider.Targets).Select(target => target.Id), Does.Contain("emulator.sampled"));
    }
}
