namespace QaaHybrid.Models.Tests;

public class BeamSearchTests
{
    private readonly LlamaForCausalLM model = new LlamaForCausalLM(SmallLlama.Config with { VocabSize = 7, TieWordEmbeddings = false, EosTokenIds = [2] }).InitializeWeights(5);
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [OneTimeTearDown]
    public void Forget() => model.Dispose();

    private static int[][] Prompts => [[3, 4], [5], [6, 1, 4, 3, 3]];

    [Test]
    public void With_a_beam_for_every_text_the_best_of_all_texts_are_found()
    {
        // Every text of up to 4 tokens, one by one, with its sum of log-probabilities.
        var all = new List<(int[] Tokens, double Score)>();
        using (torch.no_grad())
            Extend([], 0);
        var found = model.generate([Prompts[0]], new GenerationConfig { MaxNewTokens = 4, NumBeams = 7 * 7 * 7 * 7, NumReturnSequences = 20, LengthPenalty = 0 });
        var best = all.OrderByDescending(text => text.Score).Take(20).ToList();
        Assert.That(found.Select(text => text.Tokens), Is.EqualTo(best.Select(text => text.Tokens)));
        Assert.That(found.Select(text => text.Score!.Value), Is.EqualTo(best.Select(text => text.Score)).Within(1e-5));

        void Extend(int[] tokens, double sum)
        {
            if (tokens.Length == 4)
            {
                all.Add((tokens, sum));
                return;
            }
            int[] text = [.. Prompts[0], .. tokens];
            var next = model.call(SmallLlama.Ids(text)).select(1, text.Length - 1).log_softmax(-1).ToArray<double>();
            all.Add((tokens, sum + next[2]));
            for (var token = 0; token < 7; token++)
                if (token != 2)
                    Extend([.. tokens, token], sum + next[token]);
        }
    }

    [Test]
    public void A_search_ends_where_the_models_positions_end()
    {
        int[][] prompts = [[.. Enumerable.Repeat(3, 30)], [.. Enumerable.Repeat(4, 32)], [5]];
        var texts = model.generate(prompts, new GenerationConfig { MaxNewTokens = 100, NumBeams = 3, EosTokenIds = [] });
        Assert.That(texts.Select(text => text.Tokens.Count), Is.EqualTo(new[] { 3, 1, 32 }), "the token behind position 32 is predicted and not read");
        Assert.That(texts, Has.None.Property("Finished").True);
    }

    [Test]
    public void Texts_come_whole_and_no_memory_stays()
    {
        var config = new GenerationConfig { MaxNewTokens = 6, NumBeams = 4, NumReturnSequences = 2 };
        model.generate(Prompts, config);
        var before = LiveHandles.Count();
        var told = Enumerable.Range(0, 6).Select(_ => new List<int>()).ToList();
        var texts = model.generate(Prompts, config, (place, token) => told[place].Add(token));
        Assert.That(torch.runtime.live_handles, Is.EqualTo(before));
        Assert.That(told, Is.EqualTo(texts.Select(text => text.Tokens)));
        for (var i = 0; i < 6; i += 2)
            Assert.That(texts[i].Score, Is.GreaterThanOrEqualTo(texts[i + 1].Score!.Value));
    }

    [Test]
    public void Nothing_to_do_is_done()
    {
        Assert.That(model.generate([], new GenerationConfig { NumBeams = 2 }), Is.Empty);
        var texts = model.generate([[3]], new GenerationConfig { NumBeams = 2, NumReturnSequences = 2, MaxNewTokens = 0 });
        Assert.That(texts.Select(text => (text.Tokens.Count, text.Finished)), Is.EqualTo(new[] { (0, false), (0, false) }));
    }

    [Test]
    public void It_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(() => model.generate(Prompts, new GenerationConfig { NumBeams = 2 }, cancellation: source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Where_everything_is_forbidden_it_says_so()
    {
        // Each of 7 tokens may come once.
        foreach (var beams in (int[])[1, 2])
            Assert.That(() => model.generate([[3]], new GenerationConfig { NumBeams = beams, NoRepeatNgramSize = 1, EosTokenIds = [], MaxNewTokens = 8 }),
                Throws.TypeOf<ArithmeticException>().With.Message.Contains("no token is left"));
    }
}
