namespace QaaHybrid.Torch.Tests.Operators;

public class FlopCounterModeTests
{
    [Test]
    public void Products_count_two_for_each_multiplication_and_addition()
    {
        using var scope = torch.NewDisposeScope();
        Assert.That(Count(() => torch.zeros([3, 4]).mm(torch.zeros([4, 5]))), Is.EqualTo(2 * 3 * 4 * 5));
        Assert.That(Count(() => torch.matmul(torch.zeros([2, 7, 3, 4]), torch.zeros([4, 5]))), Is.EqualTo(2 * 2 * 7 * 3 * 4 * 5));
        Assert.That(Count(() => torch.nn.functional.linear(torch.zeros([2, 6, 4]), torch.zeros([5, 4]), torch.zeros([5]))), Is.EqualTo(2 * 2 * 6 * 4 * 5));
        Assert.That(Count(() => torch.zeros([2, 3, 4]).bmm(torch.zeros([2, 4, 5]))), Is.EqualTo(2 * 2 * 3 * 4 * 5));
    }

    [TestCase("ij,jk->ik", 2 * 3 * 4 * 5)]
    [TestCase("ij,jk", 2 * 3 * 4 * 5)]
    [TestCase("ij,jk,kl->il", 2 * 3 * 4 * 5 + 2 * 3 * 5 * 6)]
    [TestCase("ij,jk,kl->ijkl", 2 * 3 * 4 * 5 + 2 * 3 * 4 * 5 * 6)]
    [TestCase("ij->ji", 0)]
    public void An_einsum_is_counted_pair_by_pair_from_the_left(string equation, long expected)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor[] all = [torch.zeros([3, 4]), torch.zeros([4, 5]), torch.zeros([5, 6])];
        Assert.That(Count(() => torch.einsum(equation, all[..equation.Split("->")[0].Split(',').Length])), Is.EqualTo(expected));
    }

    [Test]
    public void Leading_axes_of_an_einsum_are_a_batch()
    {
        using var scope = torch.NewDisposeScope();
        Assert.That(Count(() => torch.einsum("...ij,...jk->...ik", torch.zeros([2, 7, 3, 4]), torch.zeros([2, 7, 4, 5]))), Is.EqualTo(2 * 2 * 7 * 3 * 4 * 5));
        Assert.That(Count(() => torch.einsum("bij,bjk->bik", torch.zeros([2, 3, 4]), torch.zeros([2, 4, 5]))), Is.EqualTo(2 * 2 * 3 * 4 * 5));
    }

    [Test]
    public void A_matrix_exponential_is_five_products()
    {
        using var scope = torch.NewDisposeScope();
        Assert.That(Count(() => torch.zeros([2, 6, 6]).matrix_exp()), Is.EqualTo(5 * 2 * 2 * 6 * 6 * 6));
    }

    [Test]
    public void What_goes_element_by_element_counts_nothing()
    {
        using var scope = torch.NewDisposeScope();
        Assert.That(Count(() => torch.zeros([8, 8]).softmax(-1).add(1).exp()), Is.Zero);
    }

    [Test]
    public void A_convolution_applies_its_kernel_at_every_place_of_the_output()
    {
        using var scope = torch.NewDisposeScope();
        // [2, 3, 8, 8] with stride 4 and a kernel of [5, 3, 4, 4]: 2 × 2 places.
        Assert.That(Count(() => torch.nn.functional.conv2d(torch.zeros([2, 3, 8, 8]), torch.zeros([5, 3, 4, 4]), null, [4, 4])), Is.EqualTo(2L * 2 * (2 * 2) * (5 * 3 * 4 * 4)));
    }

    [Test]
    public void An_inner_count_pauses_the_outer_one_and_others_may_add()
    {
        using var scope = torch.NewDisposeScope();
        var (a, b) = (torch.zeros([2, 2]), torch.zeros([2, 2]));
        using var outer = new torch.utils.FlopCounterMode();
        a.mm(b);
        Assert.That(Count(() => a.mm(b)), Is.EqualTo(16));
        torch.utils.FlopCounterMode.Add(() => 5);
        Assert.That(outer.get_total_flops(), Is.EqualTo(16 + 5));
        outer.Dispose();
        torch.utils.FlopCounterMode.Add(() => throw new InvalidOperationException("nobody counts"));
        a.mm(b);
        Assert.That(outer.get_total_flops(), Is.EqualTo(21));
    }

    private static long Count(Action work)
    {
        using var counter = new torch.utils.FlopCounterMode();
        work();
        return counter.get_total_flops();
    }
}
