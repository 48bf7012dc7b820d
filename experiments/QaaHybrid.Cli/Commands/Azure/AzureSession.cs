using QaaHybrid.Azure;
using QaaHybrid.AzureEmulator;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>A workspace, with the journal of what is sent there.</summary>
internal sealed class AzureSession : IAsyncDisposable
{
    private readonly LocalWorkspace? _emulator;

    private AzureSession(WorkspaceConnection connection, QuantumWorkspace workspace, JournalledJobs jobs, LocalWorkspace? emulator) =>
        (IsEmulator, Workspace, Jobs, _emulator) = (connection.Endpoint.IsLoopback, workspace, jobs, emulator);

    /// <summary>Whether the workspace is on this machine, where none of Azure's is: an emulator, and what it answers is called that.</summary>
    public bool IsEmulator { get; }

    public QuantumWorkspace Workspace { get; }

    /// <summary>A target by its name, as an emulator's where it is one.</summary>
    public string Called(string target) => IsEmulator ? $"{target} of an emulator on this machine, no device" : target;

    public JournalledJobs Jobs { get; }

    /// <summary>Opens the workspace that the command line or the environment names; the local emulator is started where none runs.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="progress">Is told every step of every job.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="journal">Folder of the journal; null is the one that the command line names.</param>
    /// <param name="workspace">The workspace; null is the one that the command line names.</param>
    /// <exception cref="UsageException">No workspace is named, or its name is malformed.</exception>
    public static async Task<AzureSession> OpenAsync(
        CommandContext context, IProgress<JournalEntry>? progress, CancellationToken cancellationToken, string? journal = null, string? workspace = null)
    {
        // A damaged journal is told before anything is started.
        var opened = new JobJournal(journal ?? AzureOptions.JournalFolder(context));
        var named = workspace ?? context.Get(AzureOptions.Workspace);
        if (named != AzureOptions.Emulator)
        {
            var connection = await ConnectionAsync(named, cancellationToken).ConfigureAwait(false);
            var remote = new QuantumWorkspace(connection);
            return new AzureSession(connection, remote, new JournalledJobs(opened, remote) { Progress = progress }, null);
        }
        var emulator = await OpenEmulatorAsync(context, cancellationToken).ConfigureAwait(false);
        var here = WorkspaceConnection.Parse(emulator.ConnectionString);
        var local = new QuantumWorkspace(here);
        var soon = new WaitOptions { FirstDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromSeconds(1) };
        return new AzureSession(here, local, new JournalledJobs(opened, local, soon) { SendsForgottenAgain = true, Progress = progress }, emulator);
    }

    /// <summary>Finds the emulator that runs on this machine, or starts it.</summary>
    public static Task<LocalWorkspace> OpenEmulatorAsync(CommandContext context, CancellationToken cancellationToken) => LocalWorkspace.OpenAsync(
        new AzureEmulatorOptions { StateDirectory = Places.AzureEmulatorState, Storage = StorageKind.AzuriteOrBuiltIn, Remarks = context.Remarks() }, cancellationToken);

    /// <summary>What opens the workspaces of recipes: the emulator where a recipe says so, else the one that the command line or the environment names.</summary>
    public static Func<string, string, CancellationToken, Task<RecipeJobs>> ForRecipes(CommandContext context) => async (workspace, journal, cancellationToken) =>
    {
        var session = await OpenAsync(context, null, cancellationToken, journal, workspace == AzureOptions.Emulator ? workspace : null).ConfigureAwait(false);
        return new RecipeJobs(session.Jobs, session.IsEmulator, session);
    };

    /// <summary>Whether the workspace of a recipe is an emulator: the one that is started here, or one that the command line or the environment names.</summary>
    public static Func<string, bool> IsEmulatorFor(CommandContext context) => workspace => workspace == AzureOptions.Emulator || context.Get(AzureOptions.Workspace) switch
    {
        AzureOptions.Emulator => true,
        { } text => WorkspaceConnection.Parse(text).Endpoint.IsLoopback,
        null => RecipeJobs.IsEnvironmentEmulated,
    };

    /// <summary>Refuses a recipe whose workspace nobody names, before a run is begun.</summary>
    /// <exception cref="UsageException">No workspace is named, or its name is malformed.</exception>
    public static async Task CheckAsync(CommandContext context, BackendRecipe? recipe, CancellationToken cancellationToken)
    {
        if (recipe is not { IsAzure: true })
            return;
        if (recipe.Workspace == AzureOptions.Emulator || (await ConnectionAsync(context.Get(AzureOptions.Workspace), cancellationToken).ConfigureAwait(false)).Endpoint.IsLoopback)
            AzureOptions.SayOfEmulator(context, AzureOptions.Target(recipe.Name), recipe.Budget.Length > 0);
    }

    /// <summary>A target of the workspace as a backend.</summary>
    /// <param name="target">The target.</param>
    /// <param name="circuits">Gives the loader of vectors.</param>
    /// <param name="context">The command line, which sets the budget.</param>
    /// <exception cref="UsageException">The budget is none.</exception>
    public AzureBackend Backend(string target, ICircuitSource circuits, CommandContext context) => new(Jobs, target, new AzureBackendOptions
    {
        Circuits = circuits, Budget = AzureOptions.ReadBudget(context), AcceptUnknownPrice = context.Get(AzureOptions.AcceptUnknownPrice),
        InputParams = AzureBackendOptions.Debiasing(target, context.Get(AzureOptions.Debias)),
    });

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<WorkspaceConnection> ConnectionAsync(string? text, CancellationToken cancellationToken)
    {
        try
        {
            return text is not null ? WorkspaceConnection.Parse(text)
                : await WorkspaceConnection.FromEnvironmentAsync(cancellationToken: cancellationToken).ConfigureAwait(false) ?? throw new UsageException(
                    "no workspace is named: give --workspace with its connection string (in the Azure portal under 'Access keys'), set " +
                    "AZURE_QUANTUM_CONNECTION_STRING, or take the local one with --workspace emulator");
        }
        catch (FormatException error)
        {
            throw new UsageException((text is null ? "" : "--workspace: ") + error.Message);
        }
    }
}
