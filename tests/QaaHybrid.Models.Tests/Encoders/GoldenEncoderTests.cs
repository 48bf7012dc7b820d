namespace QaaHybrid.Models.Tests.Encoders;

/// <summary>Every family of encoders and every head against an implementation of the published equations in Python; see <c>golden/make.py</c>.</summary>
[TestFixtureSource(nameof(Files))]
public class GoldenEncoderTests(string name)
{
    private const double Tolerance = 1e-5;
    private readonly GoldenFile golden = GoldenFile.Open("Encoders", name);
    private DisposeScope scope = null!;

    private static IEnumerable<string> Files => GoldenFile.Names("Encoders");

    // The file's prefix in front of all texts, or null.
    private Tensor? prompt;

    [SetUp]
    public void Open()
    {
        scope = torch.NewDisposeScope();
        prompt = golden.Given is var (name, shape, _, _) ? HashedNoise.Weight(name, shape).requires_grad_() : null;
    }

    [TearDown]
    public void Close() => scope.Dispose();

    private (Tensor Ids, Tensor? Mask, Tensor Types) Input =>
        (golden["input_ids"], golden["attention_mask"].eq(0).any().ToBoolean() ? golden["attention_mask"] : null, golden["token_type_ids"]);

    private Tensor Tokens => golden["attention_mask"].to(ScalarType.Bool);

    private EncoderModel Model(LoadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        golden.WriteCheckpoint(folder);
        EncoderModel model = golden.Architecture.EndsWith("MaskedLM", StringComparison.Ordinal)
            ? MaskedLM.from_pretrained(folder.Path, options)
            : SequenceClassification.from_pretrained(folder.Path, options);
        if (prompt is not null)
            model.prefix = () => PrefixStates.FromEmbeddings(prompt, model.Config.KeyValues!.Value);
        return model;
    }

    /// <summary>Logits of all texts, or of all tokens that are no filling.</summary>
    private Tensor Logits(EncoderModel model)
    {
        var (ids, mask, types) = Input;
        return model is MaskedLM masked ? masked.logits(masked.last_hidden_state(ids, mask, types))[Tokens] : ((SequenceClassification)model).logits(ids, mask, types);
    }

    private Tensor Expected(EncoderModel model) => model is MaskedLM ? golden["logits"].view(Tokens.shape[0], Tokens.shape[1], -1)[Tokens] : golden["logits"];

    [Test]
    public void Logits_and_hidden_states()
    {
        var model = Model();
        using var unrecorded = torch.no_grad();
        Assert.That((model.GetType().Name, model.FreshWeights.Count), Is.EqualTo((golden.Architecture, 0)));
        var logits = Logits(model);
        Assert.That(SmallLlama.Distance(logits, Expected(model)), Is.LessThan(1e-4));
        Assert.That(GoldenDecoder.RelativeError(logits, Expected(model)), Is.LessThan(Tolerance));
        var (ids, mask, types) = Input;
        golden.AssertStates(model.hidden_states(ids, mask, types).Select(state => state[Tokens]));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Loss_and_the_gradient_of_every_weight(bool checkpointed)
    {
        var model = Model();
        model.gradient_checkpointing = checkpointed;
        var (ids, mask, types) = Input;
        var labels = golden["labels"];
        var loss = model is MaskedLM masked ? masked.loss(ids, labels, mask, types) : ((SequenceClassification)model).loss(ids, labels, mask, types);
        Assert.That(loss.ToDouble(), Is.EqualTo(golden.Loss).Within(1e-4).Percent);
        loss.backward();
        golden.AssertGradients(model);
        if (golden.Given is { } given)
            GoldenFile.AssertGradient(prompt!.grad!, given);
    }

    [Test]
    public void A_saved_model_has_the_same_files() => golden.AssertSavedAsGiven(Model());

    [Test]
    public void What_stands_in_the_filling_changes_nothing()
    {
        var (ids, mask, types) = Input;
        var model = Model();
        using var unrecorded = torch.no_grad();
        // Where nothing is filled, a mask that hides nothing changes nothing.
        var other = torch.where(golden["attention_mask"].eq(0), torch.full_like(ids, 5), ids);
        foreach (var (a, b) in model.hidden_states(ids, mask, types).Zip(model.hidden_states(other, golden["attention_mask"], types)))
            Assert.That(SmallLlama.Distance(a[Tokens], b[Tokens]), Is.LessThan(1e-6));
    }

    [Test]
    public void Fresh_weights_are_those_of_the_seed()
    {
        var model = Model();
        using var unrecorded = torch.no_grad();
        var (one, again, other) = (Fresh(3), Fresh(3), Fresh(4));
        Assert.That(one.named_parameters().Select(pair => pair.name), Is.EqualTo(model.named_parameters().Select(pair => pair.name)));
        Assert.That(one.parameters(), Has.All.Matches<Parameter>(parameter => parameter.is_contiguous() && parameter.isfinite().all().ToBoolean()));
        Assert.That(Logits(one).ToArray<float>(), Is.EqualTo(Logits(again).ToArray<float>()).And.Not.EqualTo(Logits(other).ToArray<float>()));

        EncoderModel Fresh(int seed)
        {
            EncoderModel fresh = model is MaskedLM ? MaskedLM.from_config(model.Config, seed) : SequenceClassification.from_config(model.Config, seed);
            fresh.eval();
            fresh.prefix = model.prefix;
            return fresh;
        }
    }

    [Test]
    public void A_frozen_base_in_half_precision_comes_near()
    {
        var model = Model(new LoadOptions(ScalarType.BFloat16, ScalarType.Float32));
        using var unrecorded = torch.no_grad();
        var logits = Logits(model);
        Assert.That(logits.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(GoldenDecoder.RelativeError(logits, Expected(model)), Is.GreaterThan(Tolerance).And.LessThan(0.1));
    }

    [Test]
    public void In_training_elements_are_dropped()
    {
        var model = Model();
        using var unrecorded = torch.no_grad();
        model.train();
        torch.manual_seed(1);
        var (first, second) = (Logits(model), Logits(model));
        Assert.That(SmallLlama.Distance(first, second), Is.GreaterThan(1e-3));
    }
}
