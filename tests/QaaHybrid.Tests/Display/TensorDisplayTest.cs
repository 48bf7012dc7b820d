using QaaHybrid.Display;

namespace QaaHybrid.Tests.Display;

/// <summary>Tensors show element type, shape and their corners.</summary>
public class TensorDisplayTest
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void Open() => _scope = NewDisposeScope();

    [TearDown]
    public void Close() => _scope.Dispose();

    [Test]
    public void A_small_matrix_is_shown_whole()
    {
        var bundle = Displays.Of(torch.tensor([1.5, -2.25, 3, 4], dtype: float32).reshape(2, 2));
        Assert.That(bundle.Text, Is.EqualTo("float32 [2, 2]\n[ 1.5000  -2.2500]\n[ 3.0000   4.0000]"));
        Assert.That((string)bundle.Data[MimeBundle.Html], Does.Contain("<td style=\"text-align:right\">-2.2500</td>").And.Contain("float32 [2, 2]"));
    }

    [Test]
    public void A_large_matrix_shows_three_rows_and_columns_of_each_end()
    {
        var lines = Displays.Of(arange(10_000_000L, dtype: int64).reshape(1000, 10_000)).Text.Split('\n');
        Assert.That(lines[0], Is.EqualTo("int64 [1000, 10000]"));
        Assert.That(lines, Has.Length.EqualTo(8));
        Assert.That(lines[1].Split([' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "0", "1", "2", "…", "9997", "9998", "9999" }));
        Assert.That(lines[7].Split([' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "9990000", "9990001", "9990002", "…", "9999997", "9999998", "9999999" }));
    }

    [Test]
    public void Only_what_is_shown_is_read()
    {
        // A view of ten million million elements: whoever read them all would need 40 TB, and hours.
        var text = Displays.Of(torch.tensor([0.5], dtype: float32).expand(1_000_000, 10_000_000)).Text;
        Assert.That(text, Does.StartWith("float32 [1000000, 10000000]\n[0.5000").And.Contain("⋮"));
    }

    [Test]
    public void Other_shapes_and_types()
    {
        Assert.That(Displays.Of(torch.tensor(2.5f)).Text, Is.EqualTo("float32 []\n[2.5000]"));
        Assert.That(Displays.Of(zeros([0, 3])).Text, Is.EqualTo("float32 [0, 3]"));
        Assert.That(Displays.Of(torch.tensor([1L, 2L]) > 1).Text, Is.EqualTo("bool [2]\n[false   true]"));
        Assert.That(Displays.Of(torch.tensor([1e-7, 2], dtype: float64)).Text, Is.EqualTo("float64 [2]\n[0.0000  2.0000]"));
        Assert.That(Displays.Of(torch.tensor([1e-7, 2e-8], dtype: float64)).Text, Is.EqualTo("float64 [2]\n[1.0000e-07  2.0000e-08]"));
        Assert.That(Displays.Of(torch.tensor([double.NaN, 1], dtype: float64)).Text, Does.Contain("NaN"));
        Assert.That(Displays.Of(ones([2, 3, 2, 2], dtype: bfloat16)).Text, Is.EqualTo("bfloat16 [2, 3, 2, 2], the first 2 × 2 of it\n[1.0000  1.0000]\n[1.0000  1.0000]"));
        Assert.That(Displays.Of(complex(torch.tensor([1.0, 2]), torch.tensor([0.5, -0.25]))).Text, Is.EqualTo("complexfloat64 [2]\n[1.0000+0.5000i  2.0000−0.2500i]"));
    }

    [Test]
    public void Parameters_say_that_they_are_trained_and_disposed_tensors_that_they_are_gone()
    {
        var parameter = nn.Parameter(ones([1]));
        Assert.That(Displays.Of(parameter).Text, Is.EqualTo("float32 [1], requires_grad\n[1.0000]"));
        parameter.Dispose();
        Assert.That(Displays.Of(parameter).Text, Is.EqualTo("a disposed tensor"));
    }
}
