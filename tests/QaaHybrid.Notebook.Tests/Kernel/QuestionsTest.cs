using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>What a front end asks beside running cells.</summary>
public class QuestionsTest
{
    [Test]
    [TestCase("Console.WriteL", "WriteLine")]
    [TestCase("\"text\".Subs", "Substring")]
    [TestCase("new List<int>().Sel", "Select")]
    [TestCase("System.Tex", "Text")]
    [TestCase("torch.zer", "zeros")]
    [TestCase("Circ", "Circuit")]
    [TestCase("whi", "while")]
    [TestCase("completed.Len", "Length")]
    [TestCase("compl", "completed")]
    [TestCase("var inner = 5; inn", "inner")]
    [TestCase("%qa", "qaa")]
    public async Task Completion_knows(string code, string expected)
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("var completed = \"word\";");
        var (matches, replaced) = await kernel.CompleteAsync(code);
        Assert.That(matches, Does.Contain(expected));
        Assert.That(expected, Does.StartWith(replaced));
    }

    [Test]
    public async Task Completion_counts_characters_as_the_protocol_does()
    {
        var kernel = await SharedKernel.GetAsync();
        const string code = "var 猫 = \"🐈\"; 猫.Len";
        // One less than UTF-16: the cat outside the first plane is one character.
        var reply = await kernel.AskAsync("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length - 1 });
        Assert.That(reply.GetProperty("matches")[0].GetString(), Is.EqualTo("Length"));
        Assert.That(reply.GetProperty("cursor_start").GetInt32(), Is.EqualTo(code.Length - 4));
    }

    [Test]
    public async Task Completion_offers_members_only_behind_a_point()
    {
        var kernel = await SharedKernel.GetAsync();
        var (matches, _) = await kernel.CompleteAsync("\"x\".");
        Assert.That(matches, Does.Contain("Length").And.Not.Contain("Console").And.Not.Contain("IsNullOrEmpty"));
    }

    [Test]
    public async Task Inspection_gives_declaration_and_documentation()
    {
        var kernel = await SharedKernel.GetAsync();
        const string code = "new Circuit(";
        var reply = await kernel.AskAsync("inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = 6, ["detail_level"] = 0 });
        Assert.That(reply.GetProperty("found").GetBoolean(), Is.True);
        Assert.That(reply.GetProperty("data").GetProperty("text/plain").GetString(), Does.Contain("Circuit").And.Contain("flat list of gates"));
    }

    [Test]
    public async Task Inspection_knows_what_cells_have_declared_and_what_it_does_not_know()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("double Half(int inspected) => inspected / 2.0;");
        Assert.That(await kernel.ExplainAsync("Half"), Does.Contain("double Half(int inspected)"));
        Assert.That(await kernel.ExplainAsync("NothingOfThatName"), Is.Null);
    }

    [Test]
    public async Task A_question_mark_opens_the_pager()
    {
        var kernel = await SharedKernel.GetAsync();
        foreach (var code in new[] { "?Console", "Console?" })
        {
            var payload = (await kernel.RunAsync(code)).Reply.GetProperty("payload")[0];
            Assert.That(payload.GetProperty("source").GetString(), Is.EqualTo("page"));
            Assert.That(payload.GetProperty("data").GetProperty("text/plain").GetString(), Does.Contain("class Console"));
        }
    }

    [Test]
    [TestCase("1 + 1", "complete")]
    [TestCase("int F()\n{", "incomplete")]
    [TestCase("foreach (var x in y)", "incomplete")]
    [TestCase("int = 7q;", "invalid")]
    [TestCase("%qaa doctor", "complete")]
    [TestCase("%%qsharp\noperation A() : Unit {", "incomplete")]
    [TestCase("%%qsharp\noperation A() : Unit { }", "complete")]
    public async Task A_console_learns_whether_more_is_to_come(string code, string status)
    {
        var reply = await (await SharedKernel.GetAsync()).AskAsync("is_complete_request", new JsonObject { ["code"] = code });
        Assert.That(reply.GetProperty("status").GetString(), Is.EqualTo(status));
    }

    [Test]
    public async Task History_is_found_by_its_end_by_number_and_by_pattern()
    {
        var kernel = await SharedKernel.GetAsync();
        var number = (await kernel.RunAsync("var remembered = 1;")).Reply.GetProperty("execution_count").GetInt32();
        async Task<List<string?>> Ask(JsonObject content)
        {
            (content["output"], content["raw"]) = (false, true);
            var reply = await kernel.AskAsync("history_request", content);
            return [.. reply.GetProperty("history").EnumerateArray().Select(entry => entry[2].GetString())];
        }
        Assert.That(await Ask(new() { ["hist_access_type"] = "tail", ["n"] = 1 }), Is.EqualTo(new[] { "var remembered = 1;" }));
        Assert.That(await Ask(new() { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = number, ["stop"] = number + 1 }), Is.EqualTo(new[] { "var remembered = 1;" }));
        Assert.That(await Ask(new() { ["hist_access_type"] = "search", ["pattern"] = "var rem?mbered*", ["unique"] = true }), Is.EqualTo(new[] { "var remembered = 1;" }));
    }

    [Test]
    public async Task User_expressions_are_evaluated_after_the_cell()
    {
        var kernel = await SharedKernel.GetAsync();
        var reply = await kernel.AskAsync("execute_request", new JsonObject
        {
            ["code"] = "var expressed = 6;", ["silent"] = false, ["user_expressions"] = new JsonObject { ["good"] = "7 * expressed", ["bad"] = "nothing" },
        });
        var values = reply.GetProperty("user_expressions");
        Assert.That(values.GetProperty("good").GetProperty("data").GetProperty("text/plain").GetString(), Is.EqualTo("42"));
        Assert.That(values.GetProperty("bad").GetProperty("status").GetString(), Is.EqualTo("error"));
    }
}
