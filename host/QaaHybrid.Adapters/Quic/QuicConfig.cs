using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Quic;

/// <summary>What is made of the k × k parts of A (<c>compound_type</c>).</summary>
public enum MinorKind
{
    /// <summary>Their determinants: the compound matrix.</summary>
    Determinant,

    /// <summary>Their greatest elements; an ablation of the paper.</summary>
    Maximum,

    /// <summary>Their means; an ablation of the paper.</summary>
    Mean,
}

/// <summary>How several adapters of one layer come together (<c>adapter_multiplicative</c>).</summary>
public enum CompoundStack
{
    /// <summary>Δ = Δ₁·Δ₂·…</summary>
    Product,

    /// <summary>Δ = Δ₁ + Δ₂ + … within the blocks, as the released code has it: m of them start as m times the identity.</summary>
    Sum,

    /// <summary>Δ = 1 + (Δ₁ − 1) + (Δ₂ − 1) + …: the sum that starts as the identity.</summary>
    Changes,
}

/// <summary>Start values (<c>init_weights</c>).</summary>
public enum QuicStart
{
    /// <summary>A = 1: the layer starts as it was, orthogonal or not.</summary>
    Identity,

    /// <summary>P = 0, as the released code has it. The same where A is orthogonal; where P itself is A, every compound is 0 and wipes the outputs it covers.</summary>
    Zeros,

    /// <summary>Xavier-uniform numbers; the layer does not start as it was.</summary>
    Xavier,
}

/// <summary>Which features of the layer are turned.</summary>
public enum QuicSide
{
    /// <summary>Those that come out, <c>W' = ΔᵀW</c>: the released code.</summary>
    Output,

    /// <summary>Those that go in, <c>W' = WΔᵀ</c>.</summary>
    Input,
}

/// <summary>The options of QuIC.</summary>
/// <param name="Blocks">N (<c>r</c>): blocks along the diagonal; not a rank.</param>
/// <param name="Orders">k of the compounds in a block, one after another along its diagonal.</param>
public sealed partial record QuicConfig(int Blocks, IReadOnlyList<int> Orders) : IBudgetedMethod
{
    /// <summary>What is made of the parts of A.</summary>
    public MinorKind Kind { get; init; }

    /// <summary>
    /// Whether minors are differentiated as the released code has them, by libtorch's rule for determinants, in place of exactly: such an adapter never leaves the identity
    /// unless C_1 is among its orders. For comparisons.
    /// </summary>
    public bool LibtorchGradient { get; init; }

    /// <summary>Whether all blocks have the same A.</summary>
    public bool BlockShare { get; init; }

    /// <summary>Where A comes from: a rotation by Cayley's transform, or the trained numbers themselves.</summary>
    public bool Orthogonal { get; init; } = true;

    /// <summary>How many adapters a layer has, each with its own A.</summary>
    public int Adapters { get; init; } = 1;

    /// <summary>How they come together.</summary>
    public CompoundStack Stack { get; init; }

    /// <summary>
    /// Whether the blocks of adapter i are shifted by i·d/m coordinates against those of the first, so that together they mix all of them. Where m divides i·N the shift is
    /// one of whole blocks and mixes nothing: take an m that does not divide N.
    /// </summary>
    public bool OffsetBlocks { get; init; }

    /// <summary>Which features are turned.</summary>
    public QuicSide Side { get; init; }

    /// <summary>Whether the compounds are added to the weight, as LoRA's update is, in place of multiplying it; see <see cref="AdditiveQuicLinear"/>.</summary>
    public bool Additive { get; init; }

    /// <summary>Factor of the update in the additive form.</summary>
    public double Scaling { get; init; } = 1;

    /// <summary>Probability with which a training step leaves the adapter of a layer out.</summary>
    public double ModuleDropout { get; init; }

    /// <summary>Start values.</summary>
    public QuicStart Start { get; init; }

    /// <summary>n, rows of A; null is the most that fits into a block.</summary>
    public int? BaseSize { get; init; }

    /// <summary>Layers by their full names with other <see cref="Blocks"/> than the rest: what a budget can make of them.</summary>
    public IReadOnlyDictionary<string, int> BlocksOf { get; init; } = new Dictionary<string, int>();

    /// <summary>Layers by their full names with another <see cref="BaseSize"/> than the rest.</summary>
    public IReadOnlyDictionary<string, int> BaseSizeOf { get; init; } = new Dictionary<string, int>();

    /// <summary>The attention's output and the feed-forward's: what the paper's list of targets hits in DeBERTa-v3.</summary>
    public IReadOnlyList<string> DefaultTargets => ["@output", "@down"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Options => new Dictionary<string, object?>
    {
        ["r"] = Blocks,
        ["compound_pattern"] = Orders.Select(order => $"comp_{order}").ToList(),
        ["compound_type"] = QuicMethod.Word(QuicMethod.Kinds, Kind),
        ["minor_gradient"] = LibtorchGradient ? "autograd" : "exact",
        ["block_share"] = BlockShare,
        ["use_orthogonal"] = Orthogonal,
        ["num_adapters"] = Adapters,
        ["adapter_multiplicative"] = QuicMethod.Value(QuicMethod.Stacks, Stack),
        ["use_offset_blocks"] = OffsetBlocks,
        ["module_dropout"] = ModuleDropout,
        ["init_weights"] = QuicMethod.Value(QuicMethod.Starts, Start),
        ["side"] = QuicMethod.Word(QuicMethod.Sides, Side),
        ["additive"] = Additive,
        ["scaling"] = Scaling,
        ["base_size"] = BaseSize,
        ["r_pattern"] = BlocksOf.ToDictionary(entry => entry.Key, entry => (object?)entry.Value),
        ["base_size_pattern"] = BaseSizeOf.ToDictionary(entry => entry.Key, entry => (object?)entry.Value),
        ["parametrization"] = QuicMethod.Word(QuicMethod.Parametrizations, Parametrization),
        ["layers"] = Layers,
    };

    /// <inheritdoc/>
    public async Task<AdapterLayer> WrapAsync(string name, Linear linear, AdapterScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(scope);
        var own = this with { Blocks = BlocksOf.GetValueOrDefault(name, Blocks), BaseSize = BaseSizeOf.TryGetValue(name, out var n) ? n : BaseSize };
        var circuit = Parametrization == QuicParametrization.Cayley ? null : await own.ImportAsync(own.SizeFor(name, linear), scope.Circuits, cancellationToken).ConfigureAwait(false);
        scope.SeedFor(name);
        return Additive ? new AdditiveQuicLinear(name, linear, own, circuit, scope.Threads) : new QuicLinear(name, linear, own, circuit, scope.Threads);
    }

    /// <summary>n of a layer's base matrices.</summary>
    /// <exception cref="AdapterOptionException">Nothing fits, or <see cref="BaseSize"/> does not.</exception>
    internal int SizeFor(string name, long width)
    {
        var (most, blockSize) = (Parametrization.Largest(QuicLayout.BaseSize(width / Blocks, Orders)), width / Blocks);
        if (!Changes(most))
            throw new AdapterOptionException(BlocksKey, Blocks > width
                ? $"quic: {name} is {width} wide and cannot be cut into {Blocks} blocks; take fewer"
                : $"quic: {name} is {width} wide, {Blocks} blocks of {blockSize}, and no base matrix of orders {string.Join(", ", Orders)} that changes anything fits into {blockSize}; take fewer blocks or lower orders");
        RequireLayout();
        return BaseSize is not { } wanted ? most : wanted <= most && Changes(wanted) ? wanted
            : throw new AdapterOptionException("base_size", $"quic: base_size is {wanted}; orders {string.Join(", ", Orders)} in the {blockSize} coordinates of a block of {name} admit {Orders.Where(order => order > 0).Min() + 1} to {most}");
    }

    /// <summary>Numbers that a layer stores, or null where the options do not fit it.</summary>
    internal long? StoredFor(Linear linear)
    {
        var (inputs, outputs) = (linear.weight.shape[1], linear.weight.shape[0]);
        var n = Additive ? Math.Max(TrySize(inputs), TrySize(outputs)) : TrySize(Side == QuicSide.Output ? outputs : inputs);
        return n == 0 || (Additive && Math.Min(TrySize(inputs), TrySize(outputs)) == 0) ? null : (long)Adapters * (BlockShare ? 1 : Blocks) * Parametrization.Numbers(n, Layers);
    }

    private int TrySize(long width) => Parametrization.Largest(QuicLayout.BaseSize(width / Blocks, Orders)) is var most && (BaseSize ?? most) is var n && n <= most && Parametrization.Largest(n) == n && Changes(n) ? n : 0;

    // C_0 is 1, and so is the determinant of a rotation: there must be an order between.
    private bool Changes(int n) => n >= 2 && Orders.Any(order => order > 0 && order < n);
}
