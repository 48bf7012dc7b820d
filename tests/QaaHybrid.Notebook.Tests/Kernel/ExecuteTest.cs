using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>Cells, as a front end sees them.</summary>
public class ExecuteTest
{
    [Test]
    public async Task A_cell_sees_the_declarations_of_those_before()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("int seen = 20; int Twice(int n) => 2 * n; record Pair(int A, int B);");
        var run = await kernel.RunAsync("Twice(seen) + new Pair(1, 2).B");
        Assert.That(run.Status, Is.EqualTo("ok"));
        Assert.That(run.Result, Is.EqualTo("42"));
    }

    [Test]
    public async Task Numbers_count_up_and_inputs_are_told()
    {
        var kernel = await SharedKernel.GetAsync();
        var first = (await kernel.RunAsync("1")).Reply.GetProperty("execution_count").GetInt32();
        var second = await kernel.RunAsync("2");
        Assert.That(second.Reply.GetProperty("execution_count").GetInt32(), Is.EqualTo(first + 1));
        var input = second.Of("execute_input").Single();
        Assert.That(input.GetProperty("code").GetString(), Is.EqualTo("2"));
        Assert.That(input.GetProperty("execution_count").GetInt32(), Is.EqualTo(first + 1));
    }

    [Test]
    public async Task Streams_come_while_the_cell_runs()
    {
        var kernel = await SharedKernel.GetAsync();
        var id = await kernel.BeginAsync("Console.WriteLine(\"first\"); Console.Out.Flush(); Console.ReadLine(); Console.Error.Write(\"second\");");
        var output = await kernel.OutputAsync(id);
        Assert.That(output.Content.GetProperty("text").GetString(), Is.EqualTo("first\n"));
        await kernel.AnswerAsync("");
        Assert.That((await kernel.EndAsync(id)).Error, Is.EqualTo("second"));
    }

    [Test]
    public async Task Unicode_goes_both_ways()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.RunAsync("var größe = \"Grüße 量子 🐈\"; Console.WriteLine(größe); größe.Length");
        Assert.That(run.Out, Is.EqualTo("Grüße 量子 🐈\n"));
        Assert.That(run.Result, Is.EqualTo("11"));
    }

    [Test]
    public async Task Half_a_character_does_not_break_the_stream()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.RunAsync("Console.Write(\"a\\ud83d\"); Console.Write(\"\\ude00b\"); Console.Write(\"c\\udc00d\");");
        Assert.That(run.Status, Is.EqualTo("ok"));
        Assert.That(run.Out, Is.EqualTo("a😀bc\ufffdd"));
    }

    [Test]
    public async Task Awaits_come_back_to_the_thread_of_the_cells()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("var thread = Environment.CurrentManagedThreadId;");
        var run = await kernel.RunAsync("await Task.Delay(5); var after = Environment.CurrentManagedThreadId; await Task.Run(() => 1) + (after == thread && Environment.CurrentManagedThreadId == thread ? 1 : 0)");
        Assert.That(run.Result, Is.EqualTo("2"));
    }

    [Test]
    public async Task Waiting_for_a_task_in_the_old_way_does_not_lock_up()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.RunAsync("async Task<int> Slow() { await Task.Delay(5); await Task.Yield(); return 5; } Slow().Result");
        Assert.That(run.Result, Is.EqualTo("5"));
    }

    [Test]
    public async Task A_task_that_goes_on_prints_into_its_own_cell()
    {
        var kernel = await SharedKernel.GetAsync();
        var id = await kernel.BeginAsync("var gate = new SemaphoreSlim(0); var late = Task.Run(async () => { await gate.WaitAsync(); Console.Write(\"late\"); Console.Out.Flush(); });");
        await kernel.EndAsync(id);
        var other = await kernel.RunAsync("gate.Release(); await late;");
        Assert.That(other.Out, Is.Empty);
    }

    [Test]
    public async Task Cells_sent_along_with_a_failed_one_are_not_run()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("int ran = 0;");
        // The first fails when the second has been sent: however slow this process is.
        var first = await kernel.BeginAsync("var go = Path.GetFullPath(\"go\"); display(go); while (!File.Exists(go)) await Task.Delay(5); await Task.Delay(300); throw new Exception(\"no\");");
        var go = (await kernel.OutputAsync(first)).Content.GetProperty("data").GetProperty("text/plain").GetString()!.Trim('"');
        var second = await kernel.BeginAsync("ran = 1;");
        await File.WriteAllTextAsync(go, "");
        Assert.That((await kernel.EndAsync(first)).Status, Is.EqualTo("error"));
        Assert.That((await kernel.EndAsync(second)).Status, Is.EqualTo("aborted"));
        Assert.That((await kernel.RunAsync("ran")).Result, Is.EqualTo("0"));
    }

    [Test]
    [TestCase("using var held = new StringReader(\"first\");", "held.ReadLine()", "first")]
    [TestCase("var before = 1;\nusing var later = new StringReader(\"second\"); later.Peek();", "later.ReadLine()", "second")]
    [TestCase("using System.Numerics;\nusing StringReader typed = new(\"third\");\nvar one = Complex.One;", "typed.ReadLine()", "third")]
    [TestCase("int Inner() { using var closed = new StringReader(\"x\"); return closed.Peek(); }", "Inner()", "120")]
    public async Task What_a_cell_declares_with_using_lives_on(string declaration, string use, string expected)
    {
        var kernel = await SharedKernel.GetAsync();
        var declared = await kernel.RunAsync(declaration);
        Assert.That(declared.Status, Is.EqualTo("ok"), declared.Status == "ok" ? "" : declared.Traceback);
        Assert.That((await kernel.RunAsync(use)).Result, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_reference_by_path_is_loaded()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.RunAsync($"#r \"{Path.Combine(AppContext.BaseDirectory, "nunit.framework.dll")}\"\nnew NUnit.Framework.Internal.Randomizer(1).GetType().Name");
        Assert.That(run.Result, Is.EqualTo("Randomizer"));
    }

    [Test]
    public async Task A_package_is_restored_and_loaded()
    {
        var kernel = await SharedKernel.GetAsync();
        // One that the build has needed too: it is there without a network.
        var run = await kernel.RunAsync("#r \"nuget: NUnit, 4.4.0\"\nnew NUnit.Framework.Internal.Randomizer(1).GetType().Name");
        Assert.That(run.Status, Is.EqualTo("ok"), run.Status == "ok" ? "" : run.Traceback);
        Assert.That(run.Out, Is.EqualTo("restored NUnit 4.4.0\n"));
        Assert.That(run.Result, Is.EqualTo("Randomizer"));
        Assert.That((await kernel.RunAsync("NUnit.Framework.Does.Contain(1).ToString() is string")).Result, Is.EqualTo("true"));
    }

    [Test]
    public async Task A_package_brings_what_it_depends_on()
    {
        // These too are there since the build.
        var run = await (await SharedKernel.GetAsync()).RunAsync("#r \"nuget: Microsoft.TestPlatform.TestHost, 18.0.1\"\nNewtonsoft.Json.JsonConvert.SerializeObject(new[] { 1, 2 })");
        Assert.That(run.Status, Is.EqualTo("ok"), run.Status == "ok" ? "" : run.Traceback);
        Assert.That(run.Result, Is.EqualTo("[1,2]"));
        var other = await (await SharedKernel.GetAsync()).RunAsync("new Microsoft.VisualStudio.TestPlatform.ObjectModel.TestProperty[0].Length");
        Assert.That(other.Result, Is.EqualTo("0"), "and the next cells see it");
    }

    [Test]
    [TestCase("nuget: ../x", "names no package")]
    [TestCase("nuget: QaaHybrid.NoSuchPackage, 1.0.0", "cannot be restored")]
    public async Task A_package_that_cannot_be_had_is_refused_with_what_to_do(string directive, string expected)
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync($"#r \"{directive}\"\n1");
        Assert.That(run.Traceback, Does.StartWith("NuGet: ").And.Contain(expected).And.Contain("#r \""));
        Assert.That(run.Traceback, Does.Not.Contain("    at "));
    }

    [Test]
    public async Task Input_is_asked_of_the_front_end()
    {
        var kernel = await SharedKernel.GetAsync();
        var id = await kernel.BeginAsync("var name = Ask(\"Who? \"); var line = Console.ReadLine(); $\"{name}, {line}\"");
        Assert.That((await kernel.AnswerAsync("Ada")).GetProperty("prompt").GetString(), Is.EqualTo("Who? "));
        await kernel.AnswerAsync("Lovelace");
        Assert.That((await kernel.EndAsync(id)).Result, Is.EqualTo("Ada, Lovelace"));
    }

    [Test]
    public async Task Where_there_is_nobody_to_ask_a_cell_says_so()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.EndAsync(await kernel.BeginAsync("Console.ReadLine()", allowStdin: false));
        Assert.That(run.Traceback, Does.Contain("does not take input"));
    }
}
