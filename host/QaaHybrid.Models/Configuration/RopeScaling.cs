namespace QaaHybrid.Models;

/// <summary>
/// How the frequencies of rotary positions are changed so that a model can read further than it was first trained. Names and defaults are Hugging Face's.
/// <list type="bullet">
/// <item><c>linear</c>: f / factor (Chen et al. 2023, arXiv:2306.15595);</item>
/// <item><c>dynamic</c>: as if θ were larger, the more so the longer the sequence (NTK-aware, arXiv:2309.00071 section 3.3);</item>
/// <item><c>llama3</c>: f / factor where the wavelength is long against the original length, f where it is short, a blend between
/// (Llama 3.1, arXiv:2407.21783);</item>
/// <item><c>yarn</c>: the same with a ramp over dimensions, and larger scores (Peng et al. 2023, arXiv:2309.00071);</item>
/// <item><c>longrope</c>: a factor for each frequency, other ones for long sequences (Ding et al. 2024, arXiv:2402.13753).</item>
/// </list>
/// </summary>
/// <param name="Type">The kind.</param>
/// <param name="Factor">How many times further.</param>
/// <param name="LowFreqFactor">llama3: wavelengths above the original length divided by this are long.</param>
/// <param name="HighFreqFactor">llama3: wavelengths below the original length divided by this are short.</param>
/// <param name="OriginalMaxPositionEmbeddings">llama3, yarn, longrope: the length that the model was first trained on, in tokens.</param>
public sealed partial record RopeScaling(
    string Type, double Factor, double LowFreqFactor = 1, double HighFreqFactor = 4, int OriginalMaxPositionEmbeddings = 8192)
{
    /// <summary>The kinds that are known, <c>default</c> (no scaling) aside.</summary>
    public static IReadOnlyList<string> Types { get; } = ["linear", "dynamic", "llama3", "yarn", "longrope"];

    /// <summary>yarn, longrope: what cosines and sines are multiplied by; null computes it from the factor.</summary>
    public double? AttentionFactor { get; init; }

    /// <summary>yarn: dimensions that turn more often than this over the original length keep their frequency.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>yarn: dimensions that turn less often than this over the original length are divided by the factor.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>yarn: the two slopes whose quotient multiplies cosines and sines; null where the usual one does.</summary>
    public double? Mscale { get; init; }

    /// <inheritdoc cref="Mscale"/>
    public double? MscaleAllDim { get; init; }

    /// <summary>longrope: what each frequency is divided by up to the original length.</summary>
    public IReadOnlyList<double> ShortFactor { get; init; } = [];

    /// <summary>longrope: what each frequency is divided by in longer sequences.</summary>
    public IReadOnlyList<double> LongFactor { get; init; } = [];

    /// <summary>Whether frequencies depend on the length of the sequence.</summary>
    internal bool DependsOnLength => Type is "dynamic" or "longrope";

    /// <summary>The frequencies of all pairs.</summary>
    /// <param name="theta">θ, the base of the wavelengths.</param>
    /// <param name="dim">Number of components that are turned; pair i has the frequency θ^(−2i/dim) before it is changed.</param>
    /// <param name="trained">The model's max_position_embeddings.</param>
    /// <param name="length">Length of the sequence.</param>
    /// <returns>Radians a token, dim/2 of them.</returns>
    internal double[] Frequencies(double theta, int dim, int trained, long length)
    {
        // θ' = θ · (factor·length/trained − factor + 1)^(dim/(dim−2))
        if (Type == "dynamic" && length > trained)
            theta *= Math.Pow(Factor * length / trained - (Factor - 1), dim / (dim - 2.0));
        var (low, high) = Type == "yarn" ? YarnRange(theta, dim) : default;
        return [.. Enumerable.Range(0, dim / 2).Select(i => Math.Pow(theta, -2.0 * i / dim) switch
        {
            var f when Type == "linear" => f / Factor,
            var f when Type == "llama3" => Llama3(f),
            var f when Type == "yarn" => Blend(f, 1 - Math.Clamp((i - low) / (high - low), 0, 1)),
            var f when Type == "longrope" => f / (length > OriginalMaxPositionEmbeddings ? LongFactor : ShortFactor)[i],
            var f => f,
        })];
    }

    /// <summary>What cosines and sines are multiplied by, so that the square of it multiplies the scores.</summary>
    internal double ScoreFactor() => (Type, AttentionFactor) switch
    {
        ("yarn" or "longrope", { } given) => given,
        ("yarn", _) when Mscale is { } slope && MscaleAllDim is { } all => YarnSlope(slope) / YarnSlope(all),
        ("yarn", _) => YarnSlope(1),
        ("longrope", _) => Factor <= 1 ? 1 : Math.Sqrt(1 + Math.Log(Factor) / Math.Log(OriginalMaxPositionEmbeddings)),
        _ => 1,
    };

    /// <summary>The longest sequence that the model takes.</summary>
    internal int MaxPositions(int trained) => Type switch
    {
        "dynamic" => (int)Math.Min(int.MaxValue, trained * Factor),
        "yarn" => Math.Max(trained, (int)Math.Min(int.MaxValue, OriginalMaxPositionEmbeddings * Factor)),
        _ => trained,
    };

    /// <summary>What is impossible about the values, in words; nothing where all is well.</summary>
    internal IEnumerable<string> Problems(int dim)
    {
        if (!Types.Contains(Type) || !(Factor > 0) || HighFreqFactor <= LowFreqFactor)
            yield return $"rope_scaling has the type '{Type}', factor {Factor}, low_freq_factor {LowFreqFactor} and high_freq_factor {HighFreqFactor}, "
                + $"expected a type of {string.Join(", ", Types)}, a factor above 0 and high_freq_factor above low_freq_factor";
        else if (Type == "dynamic" && (Factor < 1 || dim < 4))
            yield return $"rope_scaling is dynamic with the factor {Factor} on {dim} components, expected at least 1 and 4";
        else if (Type == "longrope" && (ShortFactor.Count != dim / 2 || LongFactor.Count != dim / 2))
            yield return $"rope_scaling has {ShortFactor.Count} numbers in short_factor and {LongFactor.Count} in long_factor, expected {dim / 2} in each";
    }

    /// <summary>The frequency under llama3 in place of <paramref name="frequency"/>, radians a token.</summary>
    private double Llama3(double frequency)
    {
        var wavelength = 2 * Math.PI / frequency;
        // 0 where the wavelength is long, 1 where it is short, and linear in 1/wavelength between.
        return Blend(frequency, Math.Clamp((OriginalMaxPositionEmbeddings / wavelength - LowFreqFactor) / (HighFreqFactor - LowFreqFactor), 0, 1));
    }

    private double Blend(double frequency, double kept) => (1 - kept) * frequency / Factor + kept * frequency;

    /// <summary>
    /// The dimensions between which yarn's ramp rises: those that turn β times over the original length L, dim · ln(L / 2πβ) / (2 ln θ), rounded outwards.
    /// </summary>
    private (double Low, double High) YarnRange(double theta, int dim)
    {
        double At(double turns) => dim * Math.Log(OriginalMaxPositionEmbeddings / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
        var (low, high) = (Math.Max(Math.Floor(At(BetaFast)), 0), Math.Min(Math.Ceiling(At(BetaSlow)), dim - 1));
        return (low, low == high ? high + 0.001 : high);
    }

    private double YarnSlope(double slope) => Factor <= 1 ? 1 : 0.1 * slope * Math.Log(Factor) + 1;
}
