using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>What cells show beside text.</summary>
public class DisplayTest
{
    [Test]
    [TestCase("Html(\"<b>x</b>\")", "text/html", "<b>x</b>")]
    [TestCase("Svg(\"<svg/>\")", "image/svg+xml", "<svg/>")]
    [TestCase("Png([1, 2, 3])", "image/png", "AQID")]
    [TestCase("Markdown(\"*x*\")", "text/markdown", "*x*")]
    [TestCase("Latex(\"$x$\")", "text/latex", "$x$")]
    [TestCase("new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10 }", "image/png", "iVBORw0KGgo=")]
    [TestCase("new byte[] { 1, 2 }", "text/plain", "[1, 2]")]
    [TestCase("\"plain\"", "text/plain", "plain")]
    public async Task Comes_in_its_own_type(string value, string type, string expected)
    {
        var kernel = await SharedKernel.GetAsync();
        var shown = (await kernel.RunAsync($"display({value});")).Of("display_data").Single();
        Assert.That(shown.GetProperty("data").GetProperty(type).GetString(), Is.EqualTo(expected));
        var result = (await kernel.RunAsync(value)).Of("execute_result").Single();
        Assert.That(result.GetProperty("data").GetProperty(type).GetString(), Is.EqualTo(expected));
        Assert.That(result.GetProperty("data").TryGetProperty("text/plain", out _), Is.True);
    }

    [Test]
    public async Task Pixels_are_an_image()
    {
        var data = (await (await SharedKernel.GetAsync()).RunAsync("Image(torch.rand([3, 4, 5]))")).Of("execute_result").Single().GetProperty("data");
        Assert.That(data.GetProperty("image/png").GetBytesFromBase64().AsSpan(1, 3).SequenceEqual("PNG"u8), Is.True);
        Assert.That(data.GetProperty("text/plain").GetString(), Is.EqualTo("image of 4 × 5 pixels, colour"));
    }

    [Test]
    public async Task Json_is_json()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("Json(new { a = 1 })");
        Assert.That(run.Of("execute_result").Single().GetProperty("data").GetProperty("application/json").GetProperty("a").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_display_is_updated_in_its_place_by_a_later_cell_too()
    {
        var kernel = await SharedKernel.GetAsync();
        var first = await kernel.RunAsync("var shown = display(\"one\"); shown.Update(\"two\");");
        var id = first.Of("display_data").Single().GetProperty("transient").GetProperty("display_id").GetString();
        var update = first.Of("update_display_data").Single();
        Assert.That(update.GetProperty("transient").GetProperty("display_id").GetString(), Is.EqualTo(id));
        Assert.That(update.GetProperty("data").GetProperty("text/plain").GetString(), Is.EqualTo("two"));
    }

    [Test]
    public async Task Output_is_cleared()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("ClearOutput(wait: true);");
        Assert.That(run.Of("clear_output").Single().GetProperty("wait").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Texts_and_displays_keep_their_order()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("Console.Write(\"a\"); display(\"b\"); Console.Write(\"c\");");
        Assert.That(run.Messages.Select(message => message.Type), Is.EqualTo(new[] { "execute_input", "stream", "display_data", "stream" }));
    }

    [Test]
    public async Task Ten_megabytes_of_text_are_cut_and_their_end_is_shown()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("for (var i = 0; i < 100_000; i++) Console.WriteLine($\"{i,99}\");");
        Assert.That(run.Out, Has.Length.LessThan(1_100_000));
        Assert.That(run.Out, Does.StartWith(new string(' ', 98) + "0\n").And.EndWith("99999\n"));
        // Every line has 100 characters; a million pass and the last 20,000 come in the end.
        Assert.That(run.Out, Does.Contain("[more than 1,000,000 characters;").And.Contain("[8,980,000 characters were cut here]"));
    }

    [Test]
    public async Task A_tensor_of_ten_million_elements_is_shown_by_a_few()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("torch.arange(10_000_000)");
        Assert.That(run.Result, Does.Contain("10000000").And.Length.LessThan(2_000));
    }
}
