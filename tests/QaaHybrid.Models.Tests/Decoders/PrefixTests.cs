namespace QaaHybrid.Models.Tests;

/// <summary>
/// Prefixes of every family of decoders. Keys and values of tokens that the model has read, handed in as a prefix, must stand for these tokens: positions,
/// rotation, windows and masks are then right.
/// </summary>
[TestFixtureSource(typeof(GoldenFamily), nameof(GoldenFamily.Names))]
public class PrefixTests(string name)
{
    private const int Virtual = 3;
    private GoldenFamily golden = null!;

    private CausalLM Model => golden.Model;

    private KeyValueShape Shape => Model.Config.KeyValues!.Value;

    [SetUp]
    public void Open() => golden = new GoldenFamily(name, new LoadOptions(ScalarType.Float64));

    [TearDown]
    public void Close() => golden.Dispose();

    [Test]
    public void States_of_tokens_read_before_stand_for_these_tokens()
    {
        if (FollowsLength)
            Assert.Ignore("frequencies follow the length: keys of a shorter text keep their own");
        using var unrecorded = torch.no_grad();
        var (start, rest) = (Ids(1, 2, 3, 4), Ids([5, 6, 7, 8], [9, 1, 2, 3]));
        var whole = Model.last_hidden_state(torch.cat([start.expand(2, -1), rest], 1)).narrow(1, 4, 4);
        Model.prefix = Read(start);
        Assert.That(SmallLlama.Distance(Model.last_hidden_state(rest), whole), Is.LessThan(1e-12));

        // With filling on the left: positions, masks and windows go by tokens. Filling stands in front of the row, behind the prefix.
        var filled = torch.cat([Ids([9, 9], [9, 9]), rest], 1);
        var mask = Ids([0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1]);
        Assert.That(SmallLlama.Distance(Model.last_hidden_state(filled, mask).narrow(1, 2, 4), whole), Is.LessThan(1e-12));
    }

    [Test]
    public void Gradients_are_those_of_central_differences()
    {
        var (ids, labels, mask) = (golden.InputIds, golden.Labels, golden.Mask);
        var direction = GoldenFamily.Direction("prefix", [Virtual, Shape.Width]);
        var given = Prompt().requires_grad_();
        Model.prefix = From(given);
        Model.loss(ids, labels, mask).backward();
        const double h = 1e-5;
        var expected = (Loss(h) - Loss(-h)) / (2 * h);
        Assert.That((given.grad! * direction).sum().ToDouble(), Is.EqualTo(expected).Within(1e-8).And.Not.EqualTo(0).Within(1e-5));

        // Computed again in backward, and with everything else frozen: the same.
        var again = Prompt().requires_grad_();
        Model.requires_grad_(false);
        Model.prefix = From(again);
        Model.gradient_checkpointing = true;
        Model.loss(ids, labels, mask).backward();
        Assert.That(SmallLlama.Distance(again.grad!, given.grad!), Is.LessThan(1e-12));

        double Loss(double step)
        {
            using var unrecorded = torch.no_grad();
            Model.prefix = From(Prompt() + direction * step);
            return Model.loss(ids, labels, mask).ToDouble();
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Generation_with_a_cache_is_generation_without(int beams)
    {
        using var unrecorded = torch.no_grad();
        Model.prefix = From(Prompt());
        int[][] prompts = [[1, 2, 3], [4]];
        var texts = Model.generate(prompts, new GenerationConfig { MaxNewTokens = 4, EosTokenIds = [], NumBeams = beams });
        Assert.That(texts.Select(text => text.Tokens.Count), Is.All.EqualTo(4));
        foreach (var (text, prompt) in texts.Zip(prompts))
        {
            var alone = Model.generate([prompt], new GenerationConfig { MaxNewTokens = 4, EosTokenIds = [], NumBeams = beams })[0];
            Assert.That(text.Tokens, Is.EqualTo(alone.Tokens), "whatever stands beside it");
            List<int> read = [.. prompt];
            // Where frequencies follow the length, a cache keeps keys of shorter texts.
            for (var i = 0; i < 4 && beams == 1 && !FollowsLength; i++)
            {
                var logits = Model.call(Ids([.. read]));
                Assert.That(logits[0, read.Count - 1].argmax().ToInt64(), Is.EqualTo(text.Tokens[i]));
                read.Add(text.Tokens[i]);
            }
        }
        Model.prefix = null;
        var without = Model.generate(prompts, new GenerationConfig { MaxNewTokens = 4, EosTokenIds = [], NumBeams = beams });
        Assert.That(without.SelectMany(text => text.Tokens), Is.Not.EqualTo(texts.SelectMany(text => text.Tokens)), "the prefix changes what is generated");
    }

    [Test]
    public void The_prefix_takes_positions()
    {
        using var unrecorded = torch.no_grad();
        Model.prefix = From(Prompt());
        Assert.That(Model.PrefixLength, Is.EqualTo(Virtual));
        var most = Model.Config.MaxPositions - Virtual;
        Assert.That(Model.last_hidden_state(torch.ones([1, most], ScalarType.Int64)).isfinite().all().ToBoolean(), Is.True);
        Assert.That(() => Model.last_hidden_state(torch.ones([1, most + 1], ScalarType.Int64)),
            Throws.ArgumentException.With.Message.Contains($"{most + 1} tokens").And.Message.Contains($"without the {Virtual} of the prefix"));
        Assert.That(() => Model.generate([[.. Enumerable.Repeat(1, most + 1)]]), Throws.ArgumentException.With.Message.Contains($"expected 1 to {most}"));
        Assert.That(Model.generate([[.. Enumerable.Repeat(1, most)]], new GenerationConfig { MaxNewTokens = 5, EosTokenIds = [] })[0].Tokens, Has.Count.EqualTo(1));
    }

    private bool FollowsLength => name.StartsWith("llama-dynamic", StringComparison.Ordinal) || name.StartsWith("llama-longrope", StringComparison.Ordinal);

    private Tensor Prompt() => HashedNoise.Weight("prefix.weight", [Virtual, Shape.Width]).to(ScalarType.Float64);

    private Func<PrefixStates> From(Tensor embeddings) => () => PrefixStates.FromEmbeddings(embeddings, Shape);

    /// <summary>The states of tokens as a cache has them.</summary>
    private Func<PrefixStates> Read(Tensor ids)
    {
        using var cache = Model.NewCache(1, ids.shape[1]);
        Model.last_hidden_state(ids, null, cache);
        var nothing = torch.zeros([1, Shape.Heads, 0, Shape.HeadDim], ScalarType.Float64);
        var layers = Enumerable.Range(0, Shape.Layers).Select(layer => cache.Append(layer, nothing, nothing))
            .Select(states => new LayerPrefix(states.Keys[0].clone(), states.Values[0].clone())).ToList();
        return () => new PrefixStates(layers);
    }

    private static Tensor Ids(params long[] ids) => torch.tensor(ids, [1, ids.Length]);

    private static Tensor Ids(params long[][] rows) => torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
}
