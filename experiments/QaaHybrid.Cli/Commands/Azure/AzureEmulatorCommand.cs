using System.CommandLine;
using System.Globalization;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary><c>qaa azure-emulator</c>: an Azure Quantum workspace on this machine, until Ctrl-C.</summary>
internal static class AzureEmulatorCommand
{
    private static readonly Option<int> Port = new Option<int>("--port") { Description = "port of the workspace on 127.0.0.1 (default: a free one)", HelpName = "N" };
    private static readonly Option<int> StoragePort = new Option<int>("--storage-port") { Description = "port of its storage (default: a free one)", HelpName = "N" };
    private static readonly Option<string?> Storage = new("--storage") { Description = "azurite, or built-in: a stand-in whose signatures only we check (default: Azurite, installed with npm on first use; built-in, and says so, where that fails)", HelpName = "NAME" };
    private static readonly Option<string?> State = new("--state") { Description = "folder that keeps jobs and blobs beyond a restart (default: .cache/azure-emulator, where '--workspace emulator' looks)", HelpName = "DIR" };
    private static readonly Option<string?> Faults = new("--faults") { Description = "what is to go wrong, as JSON; experiments/QaaHybrid.AzureEmulator/README.md shows how", HelpName = "FILE" };
    private static readonly Option<string[]> QueueDelay = new("--queue-delay") { Description = "how long jobs wait, in all targets or in one; may be repeated (default: 0)", HelpName = "[TARGET=]SECONDS" };
    private static readonly Option<string?> Noise = new("--noise") { Description = "noise of noisy targets, e.g. experiments/recipes/noise/example.yaml (default: depolarizing, of no particular machine)", HelpName = "FILE" };
    private static readonly Option<string?> Kind = new("--workspace-kind") { Description = "v1 or v2, which name some states of jobs differently (default: v1)", HelpName = "NAME" };

    public static Command Create() => new Command("azure-emulator", "an emulated Azure Quantum workspace on this machine, until Ctrl-C")
    {
        Port, StoragePort, Storage, State, Faults, QueueDelay, Noise, Kind,
    }.Does(async (context, cancellationToken) =>
    {
        var faults = context.Get(Faults) is { } file ? FaultFile.Parse(TextFile.ReadAll(file), file) : [];
        await using var server = await AzureEmulatorServer.StartAsync(Options(context), cancellationToken).ConfigureAwait(false);
        server.Faults.Replace(faults);
        Announce(context, server);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a server is meant to end.
            context.Say("the Azure Quantum emulator ends");
        }
    });

    private static AzureEmulatorOptions Options(CommandContext context)
    {
        var delays = (context.Get(QueueDelay) ?? []).Select(Delay).ToArray();
        return new AzureEmulatorOptions
        {
            Port = PortOf(context, Port),
            StoragePort = PortOf(context, StoragePort),
            Storage = context.Get(Storage) switch
            {
                null => StorageKind.AzuriteOrBuiltIn,
                "azurite" => StorageKind.Azurite,
                "built-in" => StorageKind.BuiltIn,
                var other => throw new UsageException($"--storage is '{other}', expected azurite or built-in"),
            },
            StateDirectory = context.Get(State) ?? Places.AzureEmulatorState,
            Seed = context.Seed ?? 0,
            QueueDelay = delays.LastOrDefault(delay => delay.Target is null).Time,
            QueueDelays = delays.Where(delay => delay.Target is not null).GroupBy(delay => delay.Target!).ToDictionary(group => group.Key, group => group.Last().Time),
            Noise = context.Get(Noise) is { } file ? NoiseModel.Parse(TextFile.ReadAll(file), file) : AzureEmulatorOptions.DefaultNoise,
            WorkspaceKind = context.Get(Kind) switch
            {
                null or "v1" => WorkspaceKind.V1,
                "v2" => WorkspaceKind.V2,
                var other => throw new UsageException($"--workspace-kind is '{other}', expected v1 or v2"),
            },
            Remarks = context.Remarks(),
        };
    }

    private static int PortOf(CommandContext context, Option<int> option) => context.Get(option) is var port and >= 0 and <= 65535
        ? port
        : throw new UsageException($"{option.Name} is {context.Get(option)}, expected 0 to 65535");

    private static (string? Target, TimeSpan Time) Delay(string text)
    {
        var at = text.LastIndexOf('=');
        if (!double.TryParse(text[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and <= 1e6))
            throw new UsageException($"--queue-delay is '{text}', expected SECONDS or TARGET=SECONDS");
        if (at < 0)
            return (null, TimeSpan.FromSeconds(seconds));
        var target = text[..at];
        return TargetCatalogue.Find(target) is not null
            ? (target, TimeSpan.FromSeconds(seconds))
            : throw new UsageException($"--queue-delay: unknown target '{target}'; {NearestName.Hint(target, [.. TargetCatalogue.All.Select(known => known.Id)])}");
    }

    private static void Announce(CommandContext context, AzureEmulatorServer server)
    {
        var targets = TargetCatalogue.All.Select(target => target.Id).ToArray();
        context.Answer(
            new
            {
                emulator = EmulatorName.Text, endpoint = server.Endpoint, connection_string = server.ConnectionString, storage = server.StorageName,
                storage_endpoint = server.StorageEndpoint, targets,
            },
            string.Join(Environment.NewLine,
            [
                $"{EmulatorName.Text}",
                $"workspace  {server.Endpoint}",
                $"storage    {server.StorageEndpoint} ({server.StorageName})",
                $"targets    {string.Join(", ", targets)}",
                $"state      {server.Endpoint}emulator/state",
                "",
                $"export AZURE_QUANTUM_CONNECTION_STRING='{server.ConnectionString}'",
                "",
                "Ctrl-C ends it.",
            ]));
        Console.Out.Flush();
    }
}
