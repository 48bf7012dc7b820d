namespace QaaHybrid.Models.Tests.Vision;

/// <summary>Every vision model against an implementation of the published equations in Python; see <c>golden/make.py</c>.</summary>
[TestFixtureSource(nameof(Files))]
public class GoldenVisionTests(string name)
{
    private const double Tolerance = 1e-5;
    private readonly GoldenFile golden = GoldenFile.Open("Vision", name);
    private DisposeScope scope = null!;

    private static IEnumerable<string> Files => GoldenFile.Names("Vision");

    [SetUp]
    public void Open() => scope = torch.NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    private Tensor Pixels => golden["pixel_values"].to(ScalarType.Float32);

    private ImageClassification Model(LoadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        golden.WriteCheckpoint(folder);
        return ImageClassification.from_pretrained(folder.Path, options);
    }

    [Test]
    public void Logits_and_hidden_states()
    {
        var model = Model();
        using var unrecorded = torch.no_grad();
        Assert.That((model.GetType().Name, model.FreshWeights.Count), Is.EqualTo((golden.Architecture, 0)));
        var logits = model.call(Pixels);
        Assert.That(SmallLlama.Distance(logits, golden["logits"]), Is.LessThan(1e-4));
        Assert.That(GoldenDecoder.RelativeError(logits, golden["logits"]), Is.LessThan(Tolerance));
        golden.AssertStates(model.hidden_states(Pixels));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Loss_and_the_gradient_of_every_weight(bool checkpointed)
    {
        var model = Model();
        model.gradient_checkpointing = checkpointed;
        var loss = model.loss(Pixels, golden["labels"]);
        Assert.That(loss.ToDouble(), Is.EqualTo(golden.Loss).Within(1e-4).Percent);
        loss.backward();
        golden.AssertGradients(model);
    }

    [Test]
    public void A_saved_model_has_the_same_files() => golden.AssertSavedAsGiven(Model());

    [Test]
    public void Images_of_a_batch_do_not_see_each_other()
    {
        var model = Model();
        using var unrecorded = torch.no_grad();
        var noise = torch.tensor(HashedNoise.Of("another image", Pixels[0].numel()), Pixels[0].shape).to(ScalarType.Float32).unsqueeze(0);
        Assert.That(SmallLlama.Distance(model.call(torch.cat([Pixels, noise])).narrow(0, 0, Pixels.shape[0]), model.call(Pixels)), Is.LessThan(1e-5));
    }

    [Test]
    public void A_frozen_base_in_half_precision_comes_near()
    {
        var model = Model(new LoadOptions(ScalarType.BFloat16, ScalarType.Float32));
        using var unrecorded = torch.no_grad();
        var logits = model.call(Pixels);
        Assert.That(logits.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(GoldenDecoder.RelativeError(logits, golden["logits"]), Is.GreaterThan(Tolerance).And.LessThan(0.1));
    }

    [Test]
    public void All_in_half_precision_comes_near()
    {
        var model = Model(new LoadOptions(ScalarType.BFloat16));
        using var unrecorded = torch.no_grad();
        var logits = model.call(Pixels);
        Assert.That(logits.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(GoldenDecoder.RelativeError(logits, golden["logits"]), Is.GreaterThan(Tolerance).And.LessThan(0.2));
    }
}
