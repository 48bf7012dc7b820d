using System.Buffers.Binary;
using System.Globalization;
using QaaHybrid.Adapters;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Adapters.Quic;
using QaaHybrid.Circuits;
using QaaHybrid.Models;

namespace QaaHybrid;

/// <summary>The tensors of a saved adapter as circuits.</summary>
internal abstract class TrainedCircuitFile
{
    private readonly SafetensorsHeader _header;
    private readonly string _suffix;

    private TrainedCircuitFile(ICircuitSource circuits, string folder, string tensor)
    {
        Circuits = circuits;
        Path = System.IO.Path.Combine(folder, AdaptedModel.TensorFile);
        _header = SafetensorsHeader.Read(Path);
        _suffix = "." + tensor;
        Layers = [.. _header.Entries.Select(entry => entry.Name).Where(name => name.EndsWith(_suffix, StringComparison.Ordinal)).Select(name => name[..^_suffix.Length])];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Full names of the layers in the file.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <summary>How many circuits a layer has.</summary>
    public abstract int BlocksOf(string layer);

    /// <summary>One circuit.</summary>
    /// <exception cref="InvalidDataException">There is no such block, or something is missing in the file.</exception>
    public async Task<TrainedCircuit> ReadAsync(string layer, int block, CancellationToken cancellationToken)
    {
        var blocks = BlocksOf(layer);
        if (block < 0 || block >= blocks)
            throw new InvalidDataException($"{Path}: {TrainedCircuit.Short(layer)} has {(blocks == 1 ? "one circuit, block 0" : $"{blocks} circuits, blocks 0 to {blocks - 1}")}; block {block} is asked for");
        var (circuit, theta) = await ComposeAsync(layer, block, cancellationToken).ConfigureAwait(false);
        return new TrainedCircuit(TrainedCircuit.Short(layer), circuit, theta) { Block = block, Blocks = blocks, ReadsAmplitudes = ReadsAmplitudes };
    }

    protected ICircuitSource Circuits { get; }

    protected virtual bool ReadsAmplitudes => false;

    protected abstract Task<(Circuit Circuit, IReadOnlyList<double> Theta)> ComposeAsync(string layer, int block, CancellationToken cancellationToken);

    protected int QubitsOf(string layer) => _header.Metadata.TryGetValue(layer + ".qubits", out var qubits)
        ? int.Parse(qubits, CultureInfo.InvariantCulture)
        : throw new InvalidDataException($"{Path}: metadata key '{layer}.qubits' is missing");

    protected IReadOnlyList<long> ShapeOf(string layer) => Find(layer + _suffix).Shape;

    protected double[] Read(string layer) => ReadTensor(layer + _suffix);

    protected double[] ReadTensor(string name)
    {
        var entry = Find(name);
        var bytes = new byte[entry.ByteCount];
        using (var file = File.OpenRead(Path))
        {
            file.Position = _header.DataStart + entry.Begin;
            file.ReadExactly(bytes);
        }
        return entry.Dtype switch
        {
            SafetensorsDtype.F32 => [.. Enumerable.Range(0, bytes.Length / 4).Select(i => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i)))],
            SafetensorsDtype.F64 => [.. Enumerable.Range(0, bytes.Length / 8).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8 * i)))],
            _ => throw new InvalidDataException($"{Path}: tensor {name} is {entry.Dtype}, expected F32 or F64"),
        };
    }

    private SafetensorsEntry Find(string name) => _header.Find(name) ?? throw new InvalidDataException($"{Path}: tensor {name} is missing");

    /// <summary>One circuit a layer; its angles are stored.</summary>
    public sealed class Qaa(ICircuitSource circuits, string folder, QaaConfig config) : TrainedCircuitFile(circuits, folder, "theta")
    {
        public override int BlocksOf(string layer) => 1;

        protected override bool ReadsAmplitudes => config.ReadOut == QaaReadOut.Amplitudes;

        protected override async Task<(Circuit Circuit, IReadOnlyList<double> Theta)> ComposeAsync(string layer, int block, CancellationToken cancellationToken)
        {
            var theta = Read(layer);
            var circuit = await Circuits.ImportAsync(new CircuitRequest(config.Project, config.Ansatz, QubitsOf(layer), theta.Length), cancellationToken).ConfigureAwait(false);
            return (ReadsAmplitudes ? QuantumLayer.Relative(circuit, ReadTensor(layer + ".theta_0")) : circuit, theta);
        }
    }

    /// <summary>One circuit for each base matrix: n × n numbers behind Cayley's transform, or angles; [adapters, blocks, …].</summary>
    public sealed class Quic(ICircuitSource circuits, string folder, QuicConfig config)
        : TrainedCircuitFile(circuits, folder, config.Parametrization == QuicParametrization.Cayley ? "compound" : "theta")
    {
        public override int BlocksOf(string layer) => (int)(ShapeOf(layer)[0] * ShapeOf(layer)[1]);

        protected override async Task<(Circuit Circuit, IReadOnlyList<double> Theta)> ComposeAsync(string layer, int block, CancellationToken cancellationToken)
        {
            var stored = Read(layer);
            var length = stored.Length / BlocksOf(layer);
            var qubits = config.Parametrization == QuicParametrization.Cayley ? (int)ShapeOf(layer)[^1] : QubitsOf(layer);
            var circuit = await config.ImportAsync(qubits, Circuits, cancellationToken).ConfigureAwait(false);
            return (circuit, QuicCircuit.Angles(config, stored[(block * length)..((block + 1) * length)]));
        }
    }
}
