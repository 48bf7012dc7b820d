using QaaHybrid.Azure;

namespace QaaHybrid;

/// <summary>An open workspace for the jobs of a recipe.</summary>
/// <param name="Jobs">Sends the jobs, with a journal in the method's folder.</param>
/// <param name="IsEmulator">Whether it is the emulator on this machine; what comes from it is called that.</param>
/// <param name="Owner">Closed at the end; null where nothing is to be closed.</param>
public sealed record RecipeJobs(JournalledJobs Jobs, bool IsEmulator, IAsyncDisposable? Owner = null)
{
    /// <summary>What <see cref="Training.BackendRecipe.Workspace"/> calls the emulator.</summary>
    public const string Emulator = "emulator";

    /// <summary>Whether the workspace that the environment names is on this machine.</summary>
    public static bool IsEnvironmentEmulated
    {
        get
        {
            try
            {
                return WorkspaceConnection.FromEnvironment() is { Endpoint.IsLoopback: true };
            }
            catch (FormatException)
            {
                // What is wrong with it is said where it is opened.
                return false;
            }
        }
    }

    /// <summary>Opens the workspace that the environment names.</summary>
    /// <param name="journal">Folder of the journal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidDataException">It names none, or a malformed one.</exception>
    public static async Task<RecipeJobs> FromEnvironmentAsync(string journal, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = await WorkspaceConnection.FromEnvironmentAsync(cancellationToken: cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException("no workspace of Azure Quantum is named: set AZURE_QUANTUM_CONNECTION_STRING, or backend.workspace: emulator for the one on this machine");
            return new RecipeJobs(new JournalledJobs(new JobJournal(journal), new QuantumWorkspace(connection)), IsEmulator: connection.Endpoint.IsLoopback);
        }
        catch (FormatException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }
}
