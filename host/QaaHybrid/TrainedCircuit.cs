using System.Runtime.CompilerServices;
using QaaHybrid.Adapters;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Adapters.Quic;
using QaaHybrid.Circuits;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>A circuit of a saved adapter with its angles, read without the base model and without libtorch.</summary>
/// <param name="Layer">Full name of the adapted module.</param>
/// <param name="Circuit">
/// For QAA what is applied to the embedded vector: U(θ), or U(θ)U(θ₀)⁻¹; with re-uploading before the vector turns the angles. For QuIC the beam splitters that are a base
/// matrix on weight one and its compounds on higher weights.
/// </param>
/// <param name="Theta">θ as trained, radians; for QuIC by Cayley's transform, the angles that it comes to.</param>
public sealed record TrainedCircuit(string Layer, Circuit Circuit, IReadOnlyList<double> Theta)
{
    /// <summary>Which of the layer's circuits this is, from 0: QuIC has one for each block of each stacked adapter.</summary>
    public int Block { get; init; }

    /// <summary>How many circuits the layer has.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>Whether amplitudes are read of it, and not ⟨Z⟩ or probabilities.</summary>
    public bool ReadsAmplitudes { get; init; }

    /// <summary>The layer, and where it has several circuits, which of them.</summary>
    public string FullName => Blocks == 1 ? Layer : FormattableString.Invariant($"{Layer}.block{Block}");

    /// <summary>Reads one circuit.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="folder">A run's folder, a method's folder in it, or a folder with a saved adapter.</param>
    /// <param name="method">The method, where a run's folder is given and the run has several.</param>
    /// <param name="layer">The layer's name or the end of it; null is the first.</param>
    /// <param name="block">Which of the layer's circuits.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="InvalidDataException">The folder holds no adapter with circuits, or it has no such layer or block.</exception>
    public static Task<TrainedCircuit> ReadAsync(
        QaaSession session, string folder, string? method = null, string? layer = null, int block = 0, CancellationToken cancellationToken = default)
    {
        var file = Open(session, AdapterFolder(folder, method));
        var name = file.Layers.FirstOrDefault(name => layer is null || name == layer || Short(name) == layer || name.EndsWith('.' + layer, StringComparison.Ordinal))
            ?? throw new InvalidDataException($"{file.Path} has no circuit for '{layer}'; it has {string.Join(", ", file.Layers.Select(Short))}");
        return file.ReadAsync(name, block, cancellationToken);
    }

    /// <summary>Reads all circuits, layer by layer, block by block.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async IAsyncEnumerable<TrainedCircuit> ReadAllAsync(
        QaaSession session, string folder, string? method = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var file = Open(session, AdapterFolder(folder, method));
        foreach (var name in file.Layers)
            for (var block = 0; block < file.BlocksOf(name); block++)
                yield return await file.ReadAsync(name, block, cancellationToken).ConfigureAwait(false);
    }

    private static TrainedCircuitFile Open(QaaSession session, string folder)
    {
        ArgumentNullException.ThrowIfNull(session);
        return AdaptedModel.ReadConfig(folder).Config.Own switch
        {
            QaaConfig qaa => new TrainedCircuitFile.Qaa(session.Circuits, folder, qaa),
            QuicConfig quic when QuicCircuit.Obstacle(quic) is { } obstacle => throw new InvalidDataException($"{folder}: this quic adapter has no circuits: {obstacle}"),
            QuicConfig quic => new TrainedCircuitFile.Quic(session.Circuits, folder, quic),
            _ => throw new InvalidDataException($"{folder}: this adapter has no circuits, it is no qaa adapter and no quic adapter"),
        };
    }

    internal static string Short(string name) => name[AdaptedModel.Prefix.Length..];

    private static string AdapterFolder(string folder, string? method)
    {
        if (!File.Exists(Path.Combine(folder, "recipe.yaml")))
            return Directory.Exists(Path.Combine(folder, "adapter")) ? Path.Combine(folder, "adapter") : folder;
        var names = TrainedModel.TrainedMethods(folder);
        if (method is not null && !names.Contains(method))
            throw new DataFileException(folder, $"this run has no trained method '{method}'; it has {string.Join(", ", names)}");
        var run = RunFolder.Open(folder);
        return (method ?? (names.Count == 1 ? names[0] : null)) is { } chosen
            ? run.Method(chosen).AdapterFolder
            : throw new DataFileException(folder, names.Count == 0
                ? $"no method of this run is trained to its end yet; 'qaa resume {folder}' goes on with it"
                : $"this run has several methods; name one by its folder: {string.Join(", ", names.Select(name => Path.GetRelativePath(folder, run.Method(name).Path)))}");
    }
}
