namespace QaaHybrid.Training.Tests;

public class RecipeDifferencesTest
{
    [TestCase("a: 1", "a: 1 # the same", "")]
    [TestCase("{ a: 1, b: 2 }", "{ b: 2, a: 1 }", "")]
    [TestCase("a: 1", "a: 2", "a: 1 then, 2 now")]
    [TestCase("a: { b: 1, c: x }", "a: { c: y }", "a.b: 1 then, not there now; a.c: x then, y now")]
    [TestCase("a: [1, 2]", "a: [1, 3]", "a: [1, 2] then, [1, 3] now")]
    [TestCase("m: [{ name: x, r: 1 }, { name: y, r: 2 }]", "m: [{ name: y, r: 2 }, { name: x, r: 3 }]", "m.x.r: 1 then, 3 now")]
    [TestCase("m: [{ r: 1 }]", "m: [{ r: 1 }, { r: 2 }]", "m.1.r: not there then, 2 now")]
    [TestCase("a: \"1\"", "a: 1", "")]
    public void Keys_that_differ_are_told_in_words(string then, string now, string expected) =>
        Assert.That(string.Join("; ", RecipeDifferences.Of(then, now).Select(difference => difference.Text)), Is.EqualTo(expected));

    [Test]
    public void Free_keys_may_differ_and_of_many_the_first_eight_are_shown()
    {
        Assert.That(() => RecipeDifferences.Refuse("f", "{ a: 1, b: 2 }", "{ a: 3, b: 2 }", "a"), Throws.Nothing);
        var (then, now) = (Keys(1), Keys(2));
        Assert.That(() => RecipeDifferences.Refuse("f", then, now, "k0"), Throws.TypeOf<DataFileException>()
            .With.Message.StartsWith("f: was begun by another recipe: k1: 1 then, 2 now; k2: ").And.Message.EndsWith("k8: 1 then, 2 now; and 3 more. Name another folder, or take back the change"));

        static string Keys(int value) => $"{{ {string.Join(", ", Enumerable.Range(0, 12).Select(i => $"k{i}: {value}"))} }}";
    }
}
