namespace QaaHybrid.Models.Tests;

public class GenerationTests
{
    // With a head of its own: a random model whose head is tied to its embedding repeats itself.
    private readonly LlamaForCausalLM model = Model(eos: 2);
    private DisposeScope scope = null!;

    private static LlamaForCausalLM Model(int eos) => new LlamaForCausalLM(SmallLlama.Config with { TieWordEmbeddings = false, EosTokenIds = [eos] }).InitializeWeights(5);

    private static int[][] Prompts() => [SmallLlama.Prompt(3, 1), SmallLlama.Prompt(9, 2), SmallLlama.Prompt(1, 3), SmallLlama.Prompt(6, 4), SmallLlama.Prompt(6, 5)];

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [OneTimeTearDown]
    public void Forget() => model.Dispose();

    [Test]
    public void Greedy_text_is_the_highest_logit_of_the_whole_text_each_time()
    {
        // The definition, without cache, batch or filling.
        using var unrecorded = torch.no_grad();
        var expected = Prompts().Select(prompt =>
        {
            List<int> text = [.. prompt];
            while (text.Count < prompt.Length + 12)
                text.Add((int)model.call(SmallLlama.Ids([.. text])).select(1, text.Count - 1).argmax().ToInt64());
            return text[prompt.Length..].ToArray();
        }).ToArray();
        foreach (var batch in (int[])[1, 2, 16])
        {
            var texts = model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 12, BatchSize = batch, EosTokenIds = [] });
            Assert.That(texts.Select(text => text.Tokens), Is.EqualTo(expected), $"batches of {batch}");
            Assert.That(texts, Has.None.Property("Finished").True);
        }
    }

    [Test]
    public void A_text_ends_at_its_end_token_and_the_others_go_on()
    {
        var free = model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 12, EosTokenIds = [] });
        var end = free[1].Tokens.First(token => free.Any(other => !other.Tokens.Contains(token)));
        var texts = model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 12, EosTokenIds = [2, end] });
        foreach (var (text, whole) in texts.Zip(free))
        {
            var cut = whole.Tokens.TakeWhile(token => token != end && token != 2).ToList();
            Assert.That(text.Tokens, Is.EqualTo(cut));
            Assert.That(text.Finished, Is.EqualTo(cut.Count < 12));
        }
        Assert.That(texts.Select(text => text.Finished), Does.Contain(true).And.Contain(false), "otherwise this shows nothing");
    }

    [Test]
    public void The_models_own_end_tokens_are_taken_by_default()
    {
        var free = model.generate([SmallLlama.Prompt(4)], new GenerationConfig { MaxNewTokens = 8, EosTokenIds = [] })[0];
        var own = Model(eos: free.Tokens[3]);
        var text = own.generate([SmallLlama.Prompt(4)], new GenerationConfig { MaxNewTokens = 8 })[0];
        Assert.That((text.Finished, text.Tokens.Count), Is.EqualTo((true, free.Tokens.ToList().IndexOf(free.Tokens[3]))));
    }

    [Test]
    public void Draws_do_not_depend_on_the_batch_but_on_the_seed()
    {
        IReadOnlyList<int>[] Draw(int seed, int batch) =>
            [.. model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 10, DoSample = true, TopK = 20, TopP = 0.9, Seed = seed, BatchSize = batch, EosTokenIds = [] }).Select(text => text.Tokens)];
        var drawn = Draw(1, 2);
        Assert.That(Draw(1, 5), Is.EqualTo(drawn));
        Assert.That(Draw(2, 2), Is.Not.EqualTo(drawn));
    }

    [Test]
    public void Several_texts_of_a_prompt_stand_together_and_differ()
    {
        var config = new GenerationConfig { MaxNewTokens = 10, DoSample = true, Seed = 4, EosTokenIds = [], NumReturnSequences = 3 };
        var texts = model.generate(Prompts(), config with { BatchSize = 4 }).Select(text => text.Tokens).ToList();
        Assert.That(texts, Has.Count.EqualTo(15));
        Assert.That(texts.Select(text => string.Join(' ', text)).Distinct().Count(), Is.EqualTo(15));
        Assert.That(model.generate(Prompts(), config with { BatchSize = 64 }).Select(text => text.Tokens), Is.EqualTo(texts));
        Assert.That(texts[0], Is.EqualTo(model.generate(Prompts(), config with { NumReturnSequences = 1 })[0].Tokens), "the first place draws the same");
    }

    [Test]
    public void A_stop_string_ends_a_text_wherever_tokens_end()
    {
        // Each token is one letter, so that a string of three is three tokens.
        var tokenizer = Letters();
        string Text(IReadOnlyList<int> tokens) => tokenizer.Decode(tokens);
        foreach (var beams in (int[])[1, 3])
        {
            var config = new GenerationConfig { MaxNewTokens = 12, NumBeams = beams, EosTokenIds = [] };
            var free = model.generate(Prompts(), config);
            var stop = Text(free[1].Tokens).Substring(4, 3);
            var stopped = model.generate(Prompts(), config with { StopStrings = ["never there", stop] }, tokenizer: tokenizer);
            foreach (var text in stopped)
                Assert.That(Text(text.Tokens).IndexOf(stop, StringComparison.Ordinal), Is.EqualTo(text.Finished ? text.Tokens.Count - 3 : -1));
            if (beams == 1)
                foreach (var (text, whole) in stopped.Zip(free))
                    Assert.That(Text(whole.Tokens), Does.StartWith(Text(text.Tokens)));
            Assert.That(stopped.Any(text => text.Finished), Is.True, "otherwise this shows nothing");
        }
        Assert.That(() => model.generate(Prompts(), new GenerationConfig { StopStrings = ["a"] }), Throws.ArgumentException.With.Message.Contains("tokenizer"));
    }

    /// <summary>37 tokens of one letter each.</summary>
    private static Tokenizer Letters()
    {
        using var folder = new TemporaryFolder();
        var vocabulary = string.Join(',', "abcdefghijklmnopqrstuvwxyzABCDEFGHIJK".Select((letter, id) => $"\"{letter}\":{id}"));
        return Tokenizer.FromFile(folder.Write("tokenizer.json", $$$"""
            {"version":"1.0","added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
             "post_processor":null,"decoder":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
             "model":{"type":"BPE","vocab":{ {{{vocabulary}}} },"merges":[]}}
            """));
    }

    [Test]
    public void Tokens_are_told_as_they_come()
    {
        var told = Prompts().Select(_ => new List<int>()).ToArray();
        var order = new List<int>();
        var texts = model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 6 }, (place, token) =>
        {
            told[place].Add(token);
            order.Add(place);
        });
        Assert.That(told, Is.EqualTo(texts.Select(text => text.Tokens)));
        Assert.That(order.Take(5), Is.EquivalentTo(new[] { 0, 1, 2, 3, 4 }), "token by token, not text by text");
    }

    [Test]
    public void Texts_end_where_the_models_positions_end_each_for_itself()
    {
        int[][] prompts = [SmallLlama.Prompt(32, 1), SmallLlama.Prompt(30, 2), SmallLlama.Prompt(4, 3)];
        var texts = model.generate(prompts, new GenerationConfig { MaxNewTokens = 100, EosTokenIds = [] });
        Assert.That(texts.Select(text => text.Tokens.Count), Is.EqualTo(new[] { 1, 3, 29 }), "the token behind position 32 is predicted and not read");
        Assert.That(texts, Has.None.Property("Finished").True);
        var alone = model.generate([prompts[2]], new GenerationConfig { MaxNewTokens = 100, EosTokenIds = [] })[0];
        Assert.That(texts[2].Tokens, Is.EqualTo(alone.Tokens));
    }

    [Test]
    public void Nothing_to_do_is_done()
    {
        Assert.That(model.generate([]), Is.Empty);
        Assert.That(model.generate([SmallLlama.Prompt(3)], new GenerationConfig { MaxNewTokens = 0 })[0].Tokens, Is.Empty);
    }

    [Test]
    public void The_models_mode_comes_back_and_no_memory_stays()
    {
        model.train();
        model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 3 });
        var before = LiveHandles.Count();
        model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 9 });
        Assert.That(torch.runtime.live_handles, Is.EqualTo(before));
        Assert.That(model.training, Is.True);
        model.eval();
        model.generate(Prompts(), new GenerationConfig { MaxNewTokens = 1 });
        Assert.That(model.training, Is.False);
    }

    [Test]
    public void It_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        var told = 0;
        Assert.That(() => model.generate([SmallLlama.Prompt(3)], new GenerationConfig { MaxNewTokens = 20, EosTokenIds = [] }, (_, _) =>
        {
            if (++told == 4)
                source.Cancel();
        }, cancellation: source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(told, Is.EqualTo(4));
    }

    [Test]
    public void Prompts_that_make_no_sense_are_refused_by_place()
    {
        Assert.That(() => model.generate([[3], []]), Throws.ArgumentException.With.Message.Contains("prompt 1 has 0 tokens"));
        Assert.That(() => model.generate([SmallLlama.Prompt(33)]), Throws.ArgumentException.With.Message.Contains("prompt 0 has 33 tokens, expected 1 to 32"));
        Assert.That(() => model.generate([[3, 37]]), Throws.ArgumentException.With.Message.Contains("token id 37"));
        Assert.That(() => model.generate([[3]], new GenerationConfig { TopP = 0 }), Throws.ArgumentException.With.Message.Contains("top_p"));
    }
}
