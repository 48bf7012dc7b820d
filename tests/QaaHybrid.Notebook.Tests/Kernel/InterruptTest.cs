using System.Diagnostics;
using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>A person stops a cell: it stops, and everything else stays.</summary>
public class InterruptTest
{
    [Test]
    [TestCase("while(true);", TestName = "An empty loop")]
    [TestCase("again: goto again;", TestName = "A goto")]
    [TestCase("try { while (true) { try { throw new Exception(); } catch { } } } finally { stopped++; stopped--; }", TestName = "A loop that catches everything")]
    [TestCase("int Depth(int n) { return n < 30 ? Depth(n + 1) + Depth(n + 1) : 1; } Depth(0)", TestName = "A recursion")]
    [TestCase("Thread.Sleep(Timeout.Infinite);", TestName = "A sleep")]
    [TestCase("await Task.Delay(-1);", TestName = "An await")]
    [TestCase("await new TaskCompletionSource().Task;", TestName = "An await of what never comes")]
    [TestCase("new TaskCompletionSource<int>().Task.Result", TestName = "A wait for what never comes")]
    [TestCase("await Task.Delay(1); Thread.Sleep(Timeout.Infinite);", TestName = "A sleep after an await")]
    [TestCase("await Task.Run(async () => { await Task.Delay(1); while (true) { } });", TestName = "A loop on another thread")]
    [TestCase("Enumerable.Range(0, int.MaxValue).Select(i => i % 3).LongCount(i => i == 5)", TestName = "A query")]
    [TestCase("Console.ReadLine();", TestName = "A question that nobody answers")]
    [TestCase("await foreach (var x in Forever()) { } async IAsyncEnumerable<int> Forever() { while (true) { await Task.Yield(); yield return 1; } }", TestName = "A stream without end")]
    public async Task Stops_and_the_state_stays(string endless)
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("int stopped = 1;");
        var id = await kernel.BeginAsync($"int within = 2; stopped++; display(\"on\"); {endless}");
        await kernel.OutputAsync(id);
        await kernel.ControlAsync("interrupt_request", []);
        var run = await kernel.EndAsync(id);
        Assert.That(run.Reply.GetProperty("ename").GetString(), Is.EqualTo("Interrupted"), run.Traceback);
        Assert.That((await kernel.RunAsync("10 * stopped + within")).Result, Is.EqualTo("22"));
    }

    [Test]
    public async Task A_simulation_in_QSharp_is_stopped()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("%%qsharp\noperation Endless() : Unit {\n    use qubits = Qubit[16];\n    for _ in 1..100000000 { ApplyToEach(H, qubits); }\n    ResetAll(qubits);\n}");
        await StopsAsync(kernel, "display(\"on\"); await Endless.RunAsync();");
    }

    [Test]
    public async Task A_command_is_stopped() =>
        await StopsAsync(await SharedKernel.GetAsync(), "%qaa azure-emulator --storage built-in --state state");

    [Test]
    public async Task A_training_is_stopped_and_says_how_it_goes_on()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync(
            """
            File.WriteAllLines("pairs.jsonl", Enumerable.Range(0, 40).Select(i => $"{{\"source\": \"word {i}\", \"target\": \"number {i}\"}}"));
            var learner = Qaa.Model("wordnet-small", threads: 1);
            await learner.AddAsync("lora", "r: 2");
            """);
        // What a training says first is that its run's folder is there.
        var run = await StopsAsync(kernel, "await learner.TrainAsync(Qaa.Examples(\"pairs.jsonl\"), epochs: 1000);");
        Assert.That(run.Traceback, Does.Contain("resume"));
    }

    [Test]
    public async Task A_call_that_listens_is_not_broken_off_in_a_wait()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("var heard = \"\";");
        await StopsAsync(kernel,
            """
            using (Qaa.Host.Listen())
            {
                display("on");
                Interrupted.WaitHandle.WaitOne();
                Thread.Sleep(1000);
                heard = "to its end";
            }
            Thread.Sleep(Timeout.Infinite);
            """);
        Assert.That((await kernel.RunAsync("heard")).Result, Does.Contain("to its end"));
    }

    [Test]
    public async Task A_call_that_listens_and_does_not_end_is_left_at_the_second_interrupt()
    {
        var kernel = await SharedKernel.GetAsync();
        var id = await kernel.BeginAsync("using (Qaa.Host.Listen()) { display(\"on\"); Thread.Sleep(20_000); }");
        await kernel.OutputAsync(id);
        await kernel.ControlAsync("interrupt_request", []);
        Assert.That((await kernel.OutputAsync(id)).Content.GetProperty("text").GetString(), Does.Contain("when the step under way is done"));
        await kernel.ControlAsync("interrupt_request", []);
        Assert.That((await kernel.EndAsync(id)).Status, Is.EqualTo("error"));
        Assert.That((await kernel.RunAsync("6 * 7")).Result, Is.EqualTo("42"));
    }

    [Test]
    public async Task Its_message_names_the_line()
    {
        var kernel = await SharedKernel.GetAsync();
        var id = await kernel.BeginAsync("display(\"on\");\nwhile (true)\n    ;");
        await kernel.OutputAsync(id);
        await kernel.ControlAsync("interrupt_request", []);
        Assert.That((await kernel.EndAsync(id)).Traceback, Does.Match("Interrupted: .*\n    at cell \\d+, line [23]"));
    }

    [Test]
    public async Task A_signal_does_the_same()
    {
        var kernel = await SharedKernel.GetAsync();
        var id = await kernel.BeginAsync("int signalled = 5; display(\"on\"); while (true) { }");
        await kernel.OutputAsync(id);
        using (var kill = Process.Start("kill", ["-INT", kernel.Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        Assert.That((await kernel.EndAsync(id)).Status, Is.EqualTo("error"));
        Assert.That((await kernel.RunAsync("signalled")).Result, Is.EqualTo("5"));
    }

    // Interrupted when the cell has shown something.
    private static async Task<CellRun> StopsAsync(KernelClient kernel, string code)
    {
        var id = await kernel.BeginAsync(code);
        await kernel.OutputAsync(id);
        await kernel.ControlAsync("interrupt_request", []);
        var run = await kernel.EndAsync(id);
        Assert.That(run.Reply.GetProperty("ename").GetString(), Is.EqualTo("Interrupted"), run.Traceback);
        Assert.That((await kernel.RunAsync("6 * 7")).Result, Is.EqualTo("42"));
        return run;
    }

    [Test]
    public async Task An_interrupt_with_nothing_to_stop_is_no_harm()
    {
        var kernel = await SharedKernel.GetAsync();
        Assert.That((await kernel.ControlAsync("interrupt_request", [])).GetProperty("status").GetString(), Is.EqualTo("ok"));
        Assert.That((await kernel.RunAsync("Thread.Sleep(1); await Task.Delay(1); 6")).Result, Is.EqualTo("6"));
    }

    [Test]
    public async Task A_recursion_without_end_is_an_error_and_not_the_end_of_the_kernel()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.RunAsync("int Deeper(int n) => Deeper(n + 1) + 1; Deeper(0)");
        Assert.That(run.Reply.GetProperty("ename").GetString(), Is.EqualTo("InsufficientExecutionStackException"));
        Assert.That((await kernel.RunAsync("1")).Result, Is.EqualTo("1"));
    }
}
