using QaaHybrid.Notebook.Output;

namespace QaaHybrid.Notebook.Tests;

/// <summary>What is shown of a text that does not end.</summary>
public class BoundedTextTest
{
    [Test]
    public void What_fits_passes_as_it_is()
    {
        var text = new BoundedText(10, 4);
        Assert.That(text.Pass("01234") + text.Pass("56789") + text.End(), Is.EqualTo("0123456789"));
    }

    [Test]
    public void Of_the_rest_the_end_comes_at_the_end_with_the_number_of_what_is_missing()
    {
        var text = new BoundedText(10, 4);
        Assert.That(text.Pass("0123456789ab"), Does.StartWith("0123456789\n[more than 10 characters"));
        Assert.That(text.Pass("cdefgh"), Is.Empty);
        Assert.That(text.End(), Is.EqualTo("[4 characters were cut here]\nefgh"));
    }

    [Test]
    public void Characters_of_two_halves_are_not_halved()
    {
        var text = new BoundedText(2, 3);
        Assert.That(text.Pass("a🐈b🐈"), Does.StartWith("a\n["));
        Assert.That(text.End(), Is.EqualTo("[2 characters were cut here]\nb🐈"));
    }
}
