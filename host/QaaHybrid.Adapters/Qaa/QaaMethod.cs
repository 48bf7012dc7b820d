using System.Globalization;

namespace QaaHybrid.Adapters.Qaa;

/// <summary>
/// Quantum-amplitude embedded adaptation (Roh and Kim, CIKM 2025; survey arXiv 2509.16244): the hidden vector becomes the amplitudes of
/// ⌈log₂ d⌉ qubits, a Q# ansatz turns them, a read-out gives the change of the frozen projection.
/// </summary>
public sealed class QaaMethod : IAdapterMethod
{
    private static readonly Dictionary<string, QaaReadOut> ReadOuts = new()
    {
        ["z"] = QaaReadOut.Z, ["probabilities"] = QaaReadOut.Probabilities, ["both"] = QaaReadOut.Both, ["amplitudes"] = QaaReadOut.Amplitudes,
    };

    private static readonly Dictionary<string, QaaNorm> Norms = new()
    {
        ["none"] = QaaNorm.None, ["multiply"] = QaaNorm.Multiply, ["concatenate"] = QaaNorm.Concatenate,
    };

    /// <inheritdoc/>
    public string Name => "qaa";

    /// <inheritdoc/>
    public string Summary =>
        "the layer's input is loaded into a few simulated qubits, a trained quantum circuit turns them, and what is measured is added to the layer's output " +
        "(form, ansatz, project, layers, parameters, read_out, norm, bottleneck, train_bottleneck, measured_qubits, reupload, start_deviation, scale, bias, train_angles)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var form = options.Choice("form", QaaForm.All["full"], QaaForm.All);
        var readOut = options.Choice("read_out", form.ReadOut, ReadOuts);
        var bottleneck = NullIfZero(options.Int("bottleneck", form.Bottleneck, min: 0));
        var config = new QaaConfig(
            options.Text("project"),
            options.Text("ansatz") ?? form.Ansatz,
            options.Int("layers", form.Layers),
            options.OptionalInt("parameters", min: 0),
            readOut,
            options.Double("scale", readOut == QaaReadOut.Probabilities && bottleneck is null ? 0 : 1),
            options.Bool("bias", false),
            options.Bool("train_angles", true))
        {
            Norm = options.Choice("norm", QaaNorm.None, Norms),
            Bottleneck = bottleneck,
            BottleneckPattern = Pattern(options, "bottleneck_pattern"),
            TrainBottleneck = options.Bool("train_bottleneck", true),
            MeasuredQubits = NullIfZero(options.Int("measured_qubits", form.MeasuredQubits, min: 0)),
            MeasuredPattern = Pattern(options, "measured_pattern"),
            Reupload = options.Bool("reupload", false),
            StartDeviation = options.Double("start_deviation", form.StartDeviation, min: 0) is > 0 and var deviation ? deviation : null,
        };
        Check(config);
        return config;
    }

    internal static string NameOf(QaaReadOut readOut) => ReadOuts.First(entry => entry.Value == readOut).Key;

    internal static string NameOf(QaaNorm norm) => Norms.First(entry => entry.Value == norm).Key;

    private static void Check(QaaConfig config)
    {
        if (config.Norm != QaaNorm.None && config.ReadOut == QaaReadOut.Amplitudes)
            throw new AdapterOptionException("norm", $"qaa: norm {NameOf(config.Norm)} has no place with read_out amplitudes, which keep the length of the vector");
        if (config.Norm == QaaNorm.Concatenate && !config.HasUp)
            throw new AdapterOptionException("norm", "qaa: norm concatenate needs an up-projection, which read_out probabilities has with a bottleneck only");
        if ((config.MeasuredQubits is not null || config.MeasuredPattern.Count > 0) && config.ReadOut is not (QaaReadOut.Z or QaaReadOut.Both))
            throw new AdapterOptionException("measured_qubits", $"qaa: measured_qubits says of which qubits Z is read; read_out {NameOf(config.ReadOut)} reads none");
        if (config.BottleneckPattern.Count > 0 && config.Bottleneck is null)
            throw new AdapterOptionException("bottleneck_pattern", "qaa: bottleneck_pattern names exceptions from 'bottleneck', which is missing");
        if (config.Bias && !config.HasUp)
            throw new AdapterOptionException("bias", $"qaa: read_out {NameOf(config.ReadOut)} has no up-projection here, so it has no bias");
    }

    private static Dictionary<string, int> Pattern(AdapterOptions options, string key) => options.Pattern(key).ToDictionary(
        entry => entry.Key, entry => Convert.ToInt32(entry.Value, CultureInfo.InvariantCulture) is > 0 and var number
            ? number
            : throw new AdapterOptionException(key, $"qaa: {key} of {entry.Key} is {entry.Value}, expected a whole number of at least 1"));

    private static int? NullIfZero(int value) => value == 0 ? null : value;
}
