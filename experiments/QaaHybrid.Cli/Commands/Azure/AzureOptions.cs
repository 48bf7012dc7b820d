using System.CommandLine;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>Which workspace, what it may cost, and where its jobs are written down.</summary>
internal static class AzureOptions
{
    /// <summary>The value of <c>--workspace</c> for the local one.</summary>
    public const string Emulator = RecipeJobs.Emulator;

    public static readonly Option<string?> Workspace = new("--workspace")
    {
        Description = "connection string of an Azure Quantum workspace, or 'emulator' for the local one (default: what AZURE_QUANTUM_CONNECTION_STRING and its relatives say)", HelpName = "W",
    };

    public static readonly Option<string?> Budget = new("--budget") { Description = "what all jobs together may cost at most, e.g. 20usd, or 100hqc on Quantinuum's; what may cost more is refused, and on a target that charges everything without one", HelpName = "B" };

    public static readonly Option<bool> AcceptUnknownPrice = new("--accept-unknown-price") { Description = "go on where a price cannot be known beforehand, as on Rigetti's machines, which charge by time" };

    public static readonly Option<bool?> Debias = new("--debias") { Description = "what is sent to IonQ about debiasing (default: nothing, and its machines debias then, at a higher minimum price)", HelpName = "true|false" };

    public static readonly Option<string> Journal = new("--journal")
    {
        Description = "folder whose jobs.jsonl remembers every job; to 'jobs' a run's folder will do", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("runs", "jobs"),
    };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Workspace, Budget, AcceptUnknownPrice, Debias, Journal })
            command.Options.Add(option);
    }

    /// <summary>Whether a backend's name is that of a target of a workspace.</summary>
    public static bool IsTarget(string backend) => backend.StartsWith(AzureBackend.Prefix, StringComparison.Ordinal);

    /// <summary>The target in a backend's name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Target(string backend) => backend[AzureBackend.Prefix.Length..] is { Length: > 0 } target ? target
        : throw new UsageException($"--backend is '{backend}', expected azure:TARGET, e.g. azure:ionq.simulator");

    /// <summary>The budget; null where none is set.</summary>
    /// <exception cref="UsageException">It is no sum of money.</exception>
    public static Budget? ReadBudget(CommandContext context)
    {
        try
        {
            return context.Get(Budget) is { } text ? QaaHybrid.Azure.Budget.Parse(text, context.Get(AcceptUnknownPrice)) : null;
        }
        catch (FormatException error)
        {
            throw new UsageException($"--budget: {error.Message}");
        }
    }

    /// <summary>The folder of the journal that the command line names; there need not be one yet.</summary>
    /// <exception cref="UsageException">It is a file.</exception>
    public static string JournalFolder(CommandContext context) => context.Get(Journal)! is var folder && File.Exists(folder)
        ? throw new UsageException($"--journal is '{folder}', which is a file; expected the folder in which {JobJournal.FileName} is, or is to be made")
        : folder;

    /// <summary>Says of an emulator, which takes jobs without a budget, that Azure's workspaces get none.</summary>
    public static void SayOfEmulator(CommandContext context, string target, bool isLimited)
    {
        if (!isLimited && Pricing.Targets.Contains(target) && Pricing.IsCharged(target))
            context.Say($"{target} charges: to a workspace of Azure nothing is sent there without --budget");
    }

    /// <summary>Whether options are given that only a workspace understands.</summary>
    public static bool IsAny(CommandContext context) => context.Get(Workspace) is not null || context.Get(Budget) is not null || context.Get(AcceptUnknownPrice) || context.Get(Debias) is not null;

    /// <summary>What a later command has to be told to find the same journal and workspace; never a key.</summary>
    public static string Again(CommandContext context)
    {
        var journal = context.Get(Journal) is { } folder && folder != Path.Combine("runs", "jobs") ? $" --journal {folder}" : "";
        return journal + (context.Get(Workspace) is { } workspace ? $" --workspace {(workspace == Emulator ? Emulator : "W")}" : "");
    }
}
