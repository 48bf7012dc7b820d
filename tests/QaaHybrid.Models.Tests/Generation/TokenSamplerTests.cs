namespace QaaHybrid.Models.Tests;

public class TokenSamplerTests
{
    // Probabilities 0.4, 0.1, 0.3, 0.2 in the order of the ids.
    private static readonly float[] Logits = [.. new[] { 0.4, 0.1, 0.3, 0.2 }.Select(p => (float)Math.Log(p))];

    private static double[] Frequencies(GenerationConfig config, int draws = 20_000)
    {
        var sampler = new TokenSampler(config with { DoSample = true }, place: 0);
        var counts = new double[4];
        for (var i = 0; i < draws; i++)
            counts[sampler.Next(Logits)] += 1.0 / draws;
        return counts;
    }

    [Test]
    public void Greedy_takes_the_highest_and_the_first_among_equals()
    {
        var sampler = new TokenSampler(new GenerationConfig(), place: 0);
        Assert.That(sampler.Next(Logits), Is.Zero);
        Assert.That(sampler.Next([1, 3, 3, 2]), Is.EqualTo(1));
        Assert.That(sampler.Next([float.NegativeInfinity, float.NegativeInfinity, -5]), Is.EqualTo(2));
    }

    [Test]
    public void Draws_have_the_models_probabilities()
    {
        // Three standard deviations of a frequency of 20,000 draws are at most 0.0104.
        Assert.That(Frequencies(new GenerationConfig()), Is.EqualTo(new[] { 0.4, 0.1, 0.3, 0.2 }).Within(0.0104));
    }

    [Test]
    public void Temperature_sharpens()
    {
        // At temperature 1/2 probabilities are squared: 16, 1, 9, 4 of 30.
        Assert.That(Frequencies(new GenerationConfig { Temperature = 0.5 }), Is.EqualTo(new[] { 16 / 30.0, 1 / 30.0, 9 / 30.0, 4 / 30.0 }).Within(0.0107));
    }

    [Test]
    public void Top_k_keeps_the_likeliest_and_renormalises()
    {
        Assert.That(Frequencies(new GenerationConfig { TopK = 2 }), Is.EqualTo(new[] { 4 / 7.0, 0, 3 / 7.0, 0 }).Within(0.0106));
        Assert.That(Frequencies(new GenerationConfig { TopK = 1 }), Is.EqualTo(new[] { 1.0, 0, 0, 0 }).Within(1e-9));
        Assert.That(Frequencies(new GenerationConfig { TopK = 100 }), Has.All.GreaterThan(0));
    }

    [Test]
    public void Top_p_keeps_the_token_that_crosses_the_line()
    {
        Assert.That(Frequencies(new GenerationConfig { TopP = 0.5 }), Is.EqualTo(new[] { 4 / 7.0, 0, 3 / 7.0, 0 }).Within(0.0106));
        Assert.That(Frequencies(new GenerationConfig { TopP = 0.35 }), Is.EqualTo(new[] { 1.0, 0, 0, 0 }).Within(1e-9));
        Assert.That(Frequencies(new GenerationConfig { TopP = 0.95 }), Has.All.GreaterThan(0));
    }

    [Test]
    public void Top_p_is_cut_from_what_top_k_left()
    {
        // Of 4/7 and 3/7 the first alone has more than half.
        Assert.That(Frequencies(new GenerationConfig { TopK = 2, TopP = 0.55 }), Is.EqualTo(new[] { 1.0, 0, 0, 0 }).Within(1e-9));
    }

    [Test]
    public void A_seed_and_a_place_give_the_same_draws_and_others_give_others()
    {
        int[] Draws(int seed, int place)
        {
            var sampler = new TokenSampler(new GenerationConfig { DoSample = true, Seed = seed }, place);
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Next(Logits))];
        }
        var draws = Draws(1, 2);
        Assert.That(Draws(1, 2), Is.EqualTo(draws));
        Assert.That(Draws(1, 3), Is.Not.EqualTo(draws));
        Assert.That(Draws(2, 2), Is.Not.EqualTo(draws));
    }

    [Test]
    public void A_nucleus_of_many_tokens_is_found_among_many()
    {
        // 1,000 equal tokens: a nucleus of 0.35 has 350 of them, more than the first look.
        var equal = new float[1000];
        var sampler = new TokenSampler(new GenerationConfig { DoSample = true, TopP = 0.35 }, place: 0);
        var drawn = Enumerable.Range(0, 5000).Select(_ => sampler.Next(equal)).ToHashSet();
        Assert.That(drawn.Max(), Is.EqualTo(349));
        Assert.That(drawn, Has.Count.EqualTo(350));
    }

    [Test]
    public void A_forbidden_token_is_never_drawn()
    {
        var sampler = new TokenSampler(new GenerationConfig { DoSample = true }, place: 0);
        for (var i = 0; i < 1000; i++)
            Assert.That(sampler.Next([0, 1, float.NegativeInfinity]), Is.LessThan(2));
        Assert.That(() => sampler.Next([float.NegativeInfinity]), Throws.TypeOf<ArithmeticException>().With.Message.Contains("no token is left"));
    }

    [Test]
    public void A_logit_that_is_no_number_is_refused()
    {
        Assert.That(() => new TokenSampler(new GenerationConfig(), 0).Next([0, float.NaN]), Throws.TypeOf<ArithmeticException>().With.Message.Contains("token 1"));
    }
}
