using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>
/// Quantum-amplitude embedded adaptation (Roh and Kim, CIKM 2025; survey arXiv 2509.16244): the hidden vector becomes the amplitudes of
/// ⌈log₂ d⌉ qubits, a Q# ansatz turns them, a read-out gives the change of the frozen projection.
/// </summary>
public sealed class QaaMethod : IAdapterMethod
{
    internal static readonly Dictionary<string, ReadOut> ReadOuts = new()
    {
        ["z"] = ReadOut.PauliZ, ["probabilities"] = ReadOut.Probabilities, ["amplitudes"] = ReadOut.Amplitudes,
    };

    /// <inheritdoc/>
    public string Name => "qaa";

    /// <inheritdoc/>
    public string Summary =>
        "amplitude-embedded hidden vector, Q# ansatz, read-out (ansatz, project, layers, parameters, read_out, scale, bias, train_angles)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var readOut = options.Choice("read_out", ReadOut.PauliZ, ReadOuts);
        return new QaaConfig(
            options.Text("project"),
            options.Text("ansatz") ?? "QaaHybrid.Ansatz.RYRing",
            options.Int("layers", 4),
            options.OptionalInt("parameters", min: 0),
            readOut,
            options.Double("scale", readOut == ReadOut.Probabilities ? 0 : 1),
            options.Bool("bias", false),
            options.Bool("train_angles", true));
    }
}
