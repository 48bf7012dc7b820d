namespace QaaHybrid.Torch.Tests.Tensors;

/// <summary>The same seeds give PyTorch's own numbers; what goes through a logarithm and a cosine may round otherwise on another processor.</summary>
public class RandomTests
{
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => scope = NewDisposeScope();

    [TearDown]
    public void Close() => scope.Dispose();

    [Test]
    public void Numbers_are_those_of_PyTorch()
    {
        manual_seed(20);
        Golden.AssertNear(randn(3, 4), "random.randn", 1e-6);
        Golden.AssertSame(rand([5], float64), "random.rand64");
        Golden.AssertSame(randint(-3, 9, [6]), "random.randint");
        Golden.AssertSame(randperm(10), "random.randperm");
        Golden.AssertSame(multinomial(tensor([1f, 2, 3, 4]), 8, replacement: true), "random.multinomial");
        Golden.AssertSame(bernoulli(full([8], 0.3f)), "random.bernoulli");
        Golden.AssertSame(nn.functional.dropout(ones(10), 0.4), "random.dropout");
        Golden.AssertNear(randn(40), "random.large", 1e-6);
    }

    [Test]
    public void Generator_goes_its_own_way()
    {
        manual_seed(1);
        using var generator = new Generator(77);
        var before = get_rng_state();
        Golden.AssertNear(randn([5], generator: generator), "random.generator", 1e-6);
        Assert.That(get_rng_state().equal(before), Is.True, "the default generator is untouched");
        Assert.That(generator.initial_seed(), Is.EqualTo(77));
    }

    [Test]
    public void State_is_kept_and_brought_back()
    {
        manual_seed(4);
        randn(3).Dispose();
        var state = get_rng_state();
        var first = randn(20);
        set_rng_state(state);
        Assert.That(randn(20).equal(first), Is.True);
    }

    [Test]
    public void Disposed_generator_is_refused()
    {
        var generator = new Generator(1);
        generator.Dispose();
        generator.Dispose();
        Assert.That(() => randn([1], generator: generator), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => generator.manual_seed(1), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void The_default_generator_may_be_named()
    {
        var first = randn([2], generator: manual_seed(3));
        manual_seed(3);
        Assert.That(randn(2).equal(first), Is.True);
    }
}
