using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>
/// A loop between two steps on disk: <c>weights/</c> as the trained thing saves itself, <c>optimizer.safetensors</c> with AdamW's moments
/// and counters, <c>state.json</c> with the step. Random numbers need no state: they follow from seed and step.
/// </summary>
internal static class Checkpoint
{
    private const string Weights = "weights";
    private const string OptimizerFile = "optimizer.safetensors";
    private const string StateFile = "state.json";

    /// <summary>Writes a checkpoint.</summary>
    public static void Save(CheckpointStore store, int step, ITrainable trainable, Optimization optimization) => store.Save(step, folder =>
    {
        using var scope = NewDisposeScope();
        trainable.SaveState(Path.Combine(folder, Weights));
        SafetensorsTensors.Save(Path.Combine(folder, OptimizerFile), optimization.State().Select(entry => (entry.Key, entry.Value)));
        JsonFiles.Write(Path.Combine(folder, StateFile), new State(step));
    });

    /// <summary>Goes on from the newest checkpoint.</summary>
    /// <returns>Its step; 0 where there is none.</returns>
    /// <exception cref="DataFileException">The checkpoint is damaged or belongs to other parameters.</exception>
    public static int Load(CheckpointStore store, ITrainable trainable, Optimization optimization)
    {
        if (store.Latest() is not { } latest)
            return 0;
        using var scope = NewDisposeScope();
        var state = JsonFiles.Read<State>(Path.Combine(latest.Folder, StateFile));
        trainable.LoadState(Path.Combine(latest.Folder, Weights));
        var file = Path.Combine(latest.Folder, OptimizerFile);
        try
        {
            optimization.LoadState(SafetensorsTensors.Read(file).Tensors);
        }
        catch (ArgumentException error)
        {
            throw new DataFileException(file, $"does not fit the parameters under training: {error.Message}", error);
        }
        return state.Step;
    }

    private sealed record State(int Step);
}
