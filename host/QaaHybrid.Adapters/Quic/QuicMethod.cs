using System.Globalization;

namespace QaaHybrid.Adapters.Quic;

/// <summary>QuIC (Raj and Coyle, arXiv 2502.06916): the layer's outputs are turned by blocks of compound matrices of small rotations.</summary>
public sealed class QuicMethod : IAdapterMethod
{
    internal static readonly Dictionary<string, MinorKind> Kinds = new() { ["comp"] = MinorKind.Determinant, ["max"] = MinorKind.Maximum, ["avg"] = MinorKind.Mean };

    internal static readonly Dictionary<string, QuicSide> Sides = new() { ["output"] = QuicSide.Output, ["input"] = QuicSide.Input };

    internal static readonly Dictionary<string, QuicParametrization> Parametrizations = new()
    {
        ["cayley"] = QuicParametrization.Cayley, ["pyramid"] = QuicParametrization.Pyramid, ["x"] = QuicParametrization.X, ["butterfly"] = QuicParametrization.Butterfly,
        ["brick"] = QuicParametrization.Brick,
    };

    // The released code has truth values here; ours come beside them.
    internal static readonly Dictionary<string, CompoundStack> Stacks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = CompoundStack.Product, ["false"] = CompoundStack.Sum, ["changes"] = CompoundStack.Changes, ["product"] = CompoundStack.Product, ["sum"] = CompoundStack.Sum,
    };

    internal static readonly Dictionary<string, QuicStart> Starts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = QuicStart.Identity, ["false"] = QuicStart.Xavier, ["zeros"] = QuicStart.Zeros, ["identity"] = QuicStart.Identity, ["xavier"] = QuicStart.Xavier,
    };

    /// <inheritdoc/>
    public string Name => "quic";

    /// <inheritdoc/>
    public string PeftType => "COMPOUND";

    /// <inheritdoc/>
    public string Summary => "turns a layer's outputs by blocks made of the minors of small rotations, so that few angles move many features (r|blocks, compound_pattern|orders, num_adapters, additive, side, parametrization …)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var config = new QuicConfig(options.Int("r|blocks", 3), ReadOrders(options))
        {
            BlocksKey = options.Written("r|blocks"),
            Kind = options.Choice("compound_type", MinorKind.Determinant, Kinds),
            LibtorchGradient = options.Choice("minor_gradient", false, new Dictionary<string, bool> { ["exact"] = false, ["autograd"] = true }),
            BlockShare = options.Bool("block_share", false),
            Orthogonal = options.Bool("use_orthogonal|orthogonal", true),
            Adapters = ReadAdapters(options),
            Stack = options.Choice("adapter_multiplicative|stack", CompoundStack.Product, Stacks),
            OffsetBlocks = options.Bool("use_offset_blocks|offset_blocks", false),
            ModuleDropout = options.Double("module_dropout", 0, min: 0, below: 1),
            Start = options.Choice("init_weights|init", QuicStart.Identity, Starts),
            Side = options.Choice("side", QuicSide.Output, Sides),
            Additive = options.Bool("additive", false),
            Scaling = options.Double("scaling", 1),
            BaseSize = options.OptionalInt("base_size|n", min: 2),
            BlocksOf = ReadPattern(options, "r_pattern"),
            BaseSizeOf = ReadPattern(options, "base_size_pattern"),
            Given = new(options.Texts("r|blocks") is not null, options.Texts("compound_pattern|orders") is not null, options.Texts("num_adapters|adapters") is not null),
            Parametrization = options.Choice("parametrization", QuicParametrization.Cayley, Parametrizations),
            Layers = options.OptionalInt("layers"),
        };
        Check(config);
        return config;
    }

    private static void Check(QuicConfig config)
    {
        if (config.Additive && (config.Side != QuicSide.Output || config.OffsetBlocks || config.Stack == CompoundStack.Changes))
            throw new AdapterOptionException("additive", "quic: the additive form lies beside the weight and adds its adapters up; side, use_offset_blocks and adapter_multiplicative have no meaning there");
        if (config.Parametrization != QuicParametrization.Cayley && !config.Orthogonal)
            throw new AdapterOptionException("parametrization", $"quic: the layout {Word(Parametrizations, config.Parametrization)} is a rotation whatever its angles are; use_orthogonal false goes with cayley only");
        if (config.Layers is not null && config.Parametrization == QuicParametrization.Cayley)
            throw new AdapterOptionException("layers", "quic: layers are those of a circuit; Cayley's transform has none");
    }

    /// <summary>The first word of a value.</summary>
    internal static string Word<T>(Dictionary<string, T> words, T value) => words.First(entry => Equals(entry.Value, value)).Key;

    /// <summary>The same, a truth value where the word is one.</summary>
    internal static object Value<T>(Dictionary<string, T> words, T value) => bool.TryParse(Word(words, value), out var truth) ? truth : Word(words, value);

    private static List<int> ReadOrders(AdapterOptions options)
    {
        const string key = "compound_pattern|orders";
        var (orders, written) = (new List<int>(), options.Written(key));
        foreach (var text in options.Texts(key) ?? ["1", "2"])
        {
            var number = text.StartsWith("comp_", StringComparison.Ordinal) ? text["comp_".Length..] : text;
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var order) || orders.Contains(order))
                throw new AdapterOptionException(written, $"quic: {written} holds '{text}', expected different orders, each comp_1, comp_2, … or 1, 2, …");
            orders.Add(order);
        }
        return orders.Exists(order => order > 0) ? orders
            : throw new AdapterOptionException(written, $"quic: {written} {(orders.Count == 0 ? "is empty" : "holds order 0 alone, which is the constant 1")}, expected at least one order from 1 on");
    }

    private static Dictionary<string, int> ReadPattern(AdapterOptions options, string key) => options.Pattern(key).ToDictionary(entry => entry.Key, entry =>
        int.TryParse(Convert.ToString(entry.Value, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value : throw new AdapterOptionException(key, $"quic: {key} has '{entry.Value}' for {entry.Key}, expected a whole number of at least 1"));

    // The released code's default is the truth value, which Python counts as 1.
    private static int ReadAdapters(AdapterOptions options) =>
        options.Text("num_adapters|adapters") is { } text && bool.TryParse(text, out var one) && one ? 1 : options.Int("num_adapters|adapters", 1);
}
