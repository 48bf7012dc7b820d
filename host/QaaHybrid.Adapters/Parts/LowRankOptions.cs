using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Parts;

/// <summary>How A and B of a low-rank update are drawn.</summary>
public enum LowRankStart
{
    /// <summary>A Kaiming-uniform with a = √5, B zero: the start of the reference implementation.</summary>
    Kaiming,

    /// <summary>A normal with standard deviation 1/r, B zero.</summary>
    Gaussian,

    /// <summary>Both Kaiming-uniform: the layer is changed from the start.</summary>
    Random,
}

/// <summary>The options that LoRA and the methods around it share, under PEFT's names.</summary>
/// <param name="Rank">r, the inner width.</param>
/// <param name="Alpha">α; the update is scaled by α/r.</param>
/// <param name="Dropout">Probability with which an input of the update is dropped in training.</param>
/// <param name="RankStabilized">Scale by α/√r (Kalajdzievski, arXiv 2312.03732).</param>
/// <param name="Start">How A and B are drawn.</param>
/// <param name="Ranks">Ranks of single modules.</param>
/// <param name="Alphas">α of single modules.</param>
public sealed record LowRankOptions(int Rank, double Alpha, double Dropout, bool RankStabilized, LowRankStart Start, ModulePattern Ranks, ModulePattern Alphas)
{
    private const string RankPattern = "rank_pattern", AlphaPattern = "alpha_pattern";

    private static readonly Dictionary<string, LowRankStart> Starts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = LowRankStart.Kaiming, ["gaussian"] = LowRankStart.Gaussian, ["false"] = LowRankStart.Random,
    };

    // PiSSA (pissa_niter_16 too), OLoRA, LoftQ, CorDA and LoRA-GA: the weights that B·A is added to are others than the model's folder has.
    private static readonly string[] ChangeTheBase = ["pissa", "olora", "loftq", "corda", "lora_ga"];

    /// <summary>Keys of PEFT's configuration that say something only beside another one, which is refused, or how values are drawn that a file has.</summary>
    public static IReadOnlyList<string> IgnoredKeys { get; } = ["qalora_group_size", "eva_config"];

    /// <summary>PEFT's α is 8 whatever the rank; a recipe's is twice its rank.</summary>
    public static IReadOnlyDictionary<string, string> PeftDefaults { get; } = new Dictionary<string, string> { ["lora_alpha"] = "8" };

    /// <summary>Reads the options.</summary>
    /// <param name="method">The method's name, for messages.</param>
    /// <param name="options">The method's options.</param>
    /// <param name="minRank">Least rank in <c>rank_pattern</c>: 0 where training may prune all ranks of a module.</param>
    /// <exception cref="AdapterOptionException">An option is wrong.</exception>
    public static LowRankOptions Read(string method, AdapterOptions options, int minRank = 1)
    {
        ArgumentNullException.ThrowIfNull(options);
        BiasOption.RequireNone(method, options);
        if (options.Text("init_lora_weights") is { } start && ChangeTheBase.Any(name => start.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            throw new AdapterOptionException("init_lora_weights",
                $"{method}: option 'init_lora_weights' is '{start}', which begins by changing the base model's weights, and B·A is then no difference to the model as it was published; expected one of "
                + $"{string.Join(", ", Starts.Keys)} (PEFT turns such an adapter into an ordinary one: save_pretrained with path_initial_model_for_weight_conversion)");
        var rank = options.Int("r", 8);
        return new(
            rank, options.Double("lora_alpha|alpha", 2 * rank, min: 0), options.Double("lora_dropout|dropout", 0, min: 0, below: 1), options.Bool("use_rslora", false),
            options.Choice("init_lora_weights", LowRankStart.Kaiming, Starts), ModulePattern.Read(options, RankPattern, minRank, whole: true), ModulePattern.Read(options, AlphaPattern, 0, whole: false));
    }

    /// <summary>Every option with its value, as configurations hold it.</summary>
    public Dictionary<string, object?> Written => new()
    {
        ["r"] = Rank, ["lora_alpha"] = Alpha, ["lora_dropout"] = Dropout, ["use_rslora"] = RankStabilized, ["bias"] = "none",
        ["init_lora_weights"] = Start switch { LowRankStart.Kaiming => true, LowRankStart.Gaussian => "gaussian", _ => false },
        [RankPattern] = Ranks.Written, [AlphaPattern] = Alphas.Written,
    };

    /// <summary>r of a module.</summary>
    public int RankOf(string module) => (int)Ranks.Of(module, Rank);

    /// <summary>The factor before B·A of a module: α/r, or α/√r.</summary>
    public double ScalingOf(string module) => Alphas.Of(module, Alpha) / Divisor(RankOf(module));

    /// <summary>To be called by each layer that is wrapped.</summary>
    /// <exception cref="AdapterOptionException">A key of a pattern fits no adapted module.</exception>
    public void RefuseIdleKeys(AdapterScope scope)
    {
        Ranks.RefuseIdleKeys(scope);
        Alphas.RefuseIdleKeys(scope);
    }

    /// <summary>The largest ranks within a budget, equal for all modules as far as it goes; each module keeps its scaling.</summary>
    /// <param name="method">The method, for messages.</param>
    /// <param name="layers">Names and layers that will be wrapped.</param>
    /// <param name="budget">Most stored parameters.</param>
    /// <param name="perRank">Parameters of a rank beside its in + out.</param>
    /// <param name="perOutput">Parameters of each output.</param>
    /// <returns>The options and what was chosen.</returns>
    /// <exception cref="AdapterOptionException">Rank 1 is beyond the budget.</exception>
    public (LowRankOptions Options, string Reason) Fit(string method, IReadOnlyList<(string Name, Linear Layer)> layers, long budget, int perRank = 0, int perOutput = 0)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var costs = layers.Select(target => (perOutput * target.Layer.out_features, target.Layer.in_features + target.Layer.out_features + perRank,
            Math.Min(target.Layer.in_features, target.Layer.out_features))).ToList();
        var ranks = BudgetShare.Of(method, costs, budget, "rank");
        var rank = ranks.Min();
        var used = costs.Zip(ranks, (cost, count) => cost.Item1 + (cost.Item2 * count)).Sum();
        var larger = ranks.Count(count => count > rank);
        return (WithRanks(rank, [.. layers.Select(target => target.Name).Zip(ranks)]), FormattableString.Invariant(
            $"rank {rank}{(larger > 0 ? $", {ranks.Max()} at most in {larger} of {ranks.Length} layers" : $" in all {ranks.Length} layers")}: {used:#,0} of {budget:#,0} parameters; the factor before B·A stays"));
    }

    /// <summary>These options for modules with other ranks. The factor before B·A stays, so α follows the rank.</summary>
    /// <param name="rank">r of the modules that are not named for themselves.</param>
    /// <param name="modules">All adapted modules with their ranks.</param>
    public LowRankOptions WithRanks(int rank, IReadOnlyList<(string Name, int Rank)> modules)
    {
        var alpha = Alpha / Divisor(Rank) * Divisor(rank);
        return this with
        {
            Rank = rank,
            Alpha = alpha,
            Ranks = new(RankPattern, modules.Where(module => module.Rank != rank).Select(module => KeyValuePair.Create(module.Name, (double)module.Rank))),
            Alphas = new(AlphaPattern, modules.Select(module => KeyValuePair.Create(module.Name, ScalingOf(module.Name) * Divisor(module.Rank))).Where(entry => entry.Value != alpha)),
        };
    }

    // A module without ranks has no update to scale.
    private double Divisor(int rank) => RankStabilized ? Math.Sqrt(Math.Max(rank, 1)) : Math.Max(rank, 1);
}
