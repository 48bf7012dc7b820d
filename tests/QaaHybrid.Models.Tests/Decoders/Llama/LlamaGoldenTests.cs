namespace QaaHybrid.Models.Tests;

/// <summary>Logits, losses and every gradient against an implementation of the published equations in Python; see <c>golden/make.py</c>.</summary>
[TestFixture("tied")]
[TestFixture("untied")]
public class LlamaGoldenTests(string name)
{
    private const double Tolerance = 1e-5;

    [Test]
    public void Logits_of_all_tokens()
    {
        using var golden = new GoldenDecoder(name);
        using var unrecorded = torch.no_grad();
        var logits = golden.Model.logits(golden.Model.last_hidden_state(golden["input_ids"], golden.Mask));
        // What filling gives has no meaning.
        var tokens = golden["attention_mask"].to(ScalarType.Bool);
        Assert.That(GoldenDecoder.RelativeError(logits[tokens], golden["logits"][tokens]), Is.LessThan(Tolerance));
    }

    [Test]
    public void Loss_and_the_gradient_of_every_weight()
    {
        using var golden = new GoldenDecoder(name);
        var loss = golden.Model.loss(golden["input_ids"], golden["labels"], golden.Mask);
        Assert.That(loss.ToDouble(), Is.EqualTo(golden["loss"].ToDouble()).Within(Tolerance).Percent);
        loss.backward();
        var seen = 0;
        foreach (var (parameter, value) in golden.Model.named_parameters())
        {
            Assert.That(GoldenDecoder.RelativeError(value.grad!, golden["grad." + parameter]), Is.LessThan(Tolerance), parameter);
            seen++;
        }
        Assert.That(seen, Is.EqualTo(golden.Weights.Count()));
    }

    [Test]
    public void In_double_precision_the_agreement_is_that_of_the_file()
    {
        // Gradients lie in the file in single precision: half a unit in the last place is 6e-8.
        using var golden = new GoldenDecoder(name);
        golden.Model.to(ScalarType.Float64);
        golden.Model.loss(golden["input_ids"], golden["labels"], golden.Mask).backward();
        foreach (var (parameter, value) in golden.Model.named_parameters())
            Assert.That(GoldenDecoder.RelativeError(value.grad!, golden["grad." + parameter]), Is.LessThan(6e-8), parameter);
    }

    [Test]
    public void Loss_of_each_token_and_of_each_sequence()
    {
        using var golden = new GoldenDecoder(name);
        var tokens = golden.Model.token_nll(golden["input_ids"], golden["labels"], golden.Mask);
        Assert.That(GoldenDecoder.RelativeError(tokens, golden["token_nll"]), Is.LessThan(Tolerance));
        var sequences = golden.Model.sequence_nll(golden["input_ids"], golden["labels"], golden.Mask);
        Assert.That(sequences, Has.Count.EqualTo((int)golden["labels"].shape[0]));
        Assert.That(sequences.Sum(sequence => sequence.Tokens), Is.EqualTo((int)golden["token_nll"].numel()));
        Assert.That(sequences.Sum(sequence => sequence.Sum), Is.EqualTo(golden["token_nll"].ToArray<double>().Sum()).Within(Tolerance).Percent);
    }
}
