using QaaHybrid.Display;

namespace QaaHybrid.Tests.Display;

/// <summary>Which display a value gets, and what values of no registered type look like.</summary>
public class DisplaysTest
{
    private interface IShape;

    private class Animal;

    private class Cat : Animal;

    private sealed class Lion : Cat;

    private sealed class Square : IShape;

    private sealed class Unknown
    {
        public override string ToString() => "an unknown thing";
    }

    [Test]
    public void The_most_derived_class_that_is_registered_is_taken()
    {
        Displays.Register<Animal>(_ => MimeBundle.OfText("animal"));
        Displays.Register<Cat>(_ => MimeBundle.OfText("cat"));
        Assert.That(Displays.Of(new Lion()).Text, Is.EqualTo("cat"));
        Assert.That(Displays.Of(new Animal()).Text, Is.EqualTo("animal"));
        Displays.Register<Cat>(_ => MimeBundle.OfText("another cat"));
        Assert.That(Displays.Of(new Lion()).Text, Is.EqualTo("another cat"));
    }

    [Test]
    public void An_interface_counts_where_no_class_does()
    {
        Displays.Register<IShape>(_ => MimeBundle.OfText("shape").With(MimeBundle.Html, "<b>shape</b>"));
        Assert.That(Displays.Of(new Square()).Data, Is.EqualTo(new Dictionary<string, object> { ["text/plain"] = "shape", ["text/html"] = "<b>shape</b>" }));
    }

    [Test]
    public void A_bundle_is_shown_as_it_is_and_needs_a_text()
    {
        var bundle = MimeBundle.OfText("a");
        Assert.That(Displays.Of(bundle), Is.SameAs(bundle));
        Assert.That(() => new MimeBundle(new Dictionary<string, object> { [MimeBundle.Html] = "<b>" }), Throws.ArgumentException.With.Message.Contains("text/plain"));
    }

    [TestCase(null, "null")]
    [TestCase("Grüße, \"Welt\"", "Grüße, \"Welt\"")]
    [TestCase(1234.5, "1234.5")]
    [TestCase(true, "true")]
    [TestCase('x', "x")]
    [TestCase(new[] { 1, 2, 3 }, "[1, 2, 3]")]
    [TestCase(new[] { "a", "b" }, "[\"a\", \"b\"]")]
    public void Values_of_no_registered_type_are_text(object? value, string text) => Assert.That(Displays.Of(value).Text, Is.EqualTo(text));

    [Test]
    public void Of_long_and_endless_collections_the_first_items_are_shown()
    {
        static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
                yield return i;
        }
        Assert.That(Displays.Of(Enumerable.Range(1, 5000).ToList()).Text, Does.StartWith("[1, 2, 3,").And.EndWith("20, … 5,000 in all]"));
        Assert.That(Displays.Of(Endless()).Text, Does.EndWith("18, 19, …]"));
        Assert.That(Displays.Of(new Dictionary<string, object> { ["a"] = new[] { 1, 2 }, ["b"] = new Unknown() }).Text, Is.EqualTo("{\"a\": [1, 2], \"b\": an unknown thing}"));
    }
}
