using System.Buffers.Binary;
using System.Globalization;
using QaaHybrid.Adapters;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Circuits;
using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>A circuit of a saved adapter with its angles, read without the base model and without libtorch.</summary>
/// <param name="Layer">Full name of the adapted module.</param>
/// <param name="Circuit">What is applied to the hidden vector: U(θ), or U(θ)U(θ₀)⁻¹.</param>
/// <param name="Theta">θ as trained, radians.</param>
public sealed record TrainedCircuit(string Layer, Circuit Circuit, IReadOnlyList<double> Theta)
{
    /// <summary>Reads the circuit of one layer.</summary>
    /// <param name="session">Circuits.</param>
    /// <param name="folder">A run's folder, a method's folder in it, or a folder with a saved adapter.</param>
    /// <param name="method">The method, where a run's folder is given and the run has several.</param>
    /// <param name="layer">The layer's name or the end of it; null is the first.</param>
    /// <param name="cancellationToken">Ends the wait for a circuit.</param>
    /// <exception cref="InvalidDataException">The folder holds no QAA adapter, or it has no such layer.</exception>
    public static async Task<TrainedCircuit> ReadAsync(
        QaaSession session, string folder, string? method = null, string? layer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        folder = AdapterFolder(folder, method);
        if (AdaptedModel.ReadConfig(folder).Config.Own is not QaaConfig config)
            throw new InvalidDataException($"{folder}: this adapter has no circuits, it is no qaa adapter");
        var path = Path.Combine(folder, AdaptedModel.TensorFile);
        var header = SafetensorsHeader.Read(path);
        const string suffix = ".theta";
        var layers = header.Entries.Select(entry => entry.Name).Where(name => name.EndsWith(suffix, StringComparison.Ordinal)).Select(name => name[..^suffix.Length]).ToList();
        var chosen = layers.FirstOrDefault(name => layer is null || name == layer || name.EndsWith('.' + layer, StringComparison.Ordinal))
            ?? throw new InvalidDataException($"{path} has no circuit for '{layer}'; it has {string.Join(", ", layers.Select(Short))}");
        if (!header.Metadata.TryGetValue(chosen + ".qubits", out var qubits))
            throw new InvalidDataException($"{path}: metadata key '{chosen}.qubits' is missing");
        var theta = ReadVector(path, header, chosen + suffix);
        var circuit = await session.Circuits.ImportAsync(
            new CircuitRequest(config.Project, config.Ansatz, int.Parse(qubits, CultureInfo.InvariantCulture), theta.Length), cancellationToken).ConfigureAwait(false);
        if (config.ReadOut == QaaReadOut.Amplitudes)
            circuit = QuantumLayer.Relative(circuit, ReadVector(path, header, chosen + suffix + "_0"));
        return new TrainedCircuit(Short(chosen), circuit, theta);
    }

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

    private static string Short(string name) => name[AdaptedModel.Prefix.Length..];

    private static double[] ReadVector(string path, SafetensorsHeader header, string name)
    {
        var entry = header.Find(name) ?? throw new InvalidDataException($"{path}: tensor {name} is missing");
        var bytes = new byte[entry.ByteCount];
        using (var file = File.OpenRead(path))
        {
            file.Position = header.DataStart + entry.Begin;
            file.ReadExactly(bytes);
        }
        return entry.Dtype switch
        {
            SafetensorsDtype.F32 => [.. Enumerable.Range(0, bytes.Length / 4).Select(i => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i)))],
            SafetensorsDtype.F64 => [.. Enumerable.Range(0, bytes.Length / 8).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8 * i)))],
            _ => throw new InvalidDataException($"{path}: tensor {name} is {entry.Dtype}, expected F32 or F64"),
        };
    }
}
