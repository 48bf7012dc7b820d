using QaaHybrid.AzureEmulator;
using QaaHybrid.Training;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>
/// The emulator that a recipe's jobs go to, kept running while several processes want it: the one that one of them started would end with that one. Nothing where they go elsewhere.
/// </summary>
/// <param name="context">The command line.</param>
/// <param name="recipe">The recipe's backend; null where it has none.</param>
internal sealed class HeldEmulator(CommandContext context, BackendRecipe? recipe) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<LocalWorkspace>? _emulator;

    /// <summary>Starts it where it does not run yet.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (recipe is not { IsAzure: true, Workspace: AzureOptions.Emulator })
            return;
        lock (_gate)
            _emulator ??= AzureSession.OpenEmulatorAsync(context, cancellationToken);
        await _emulator.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is { IsCompletedSuccessfully: true })
            await (await _emulator.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }
}
