using System.Text.Json.Nodes;
using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>The end of a kernel, and what it survives.</summary>
public class LifeTest
{
    [Test]
    public async Task A_call_that_does_not_listen_is_left_behind_at_the_second_interrupt_and_shutdown_ends_all()
    {
        using var kernel = await KernelClient.StartAsync();
        // No loop of the cell's own, nothing that waits, nothing that takes a token: two to the power of forty ways to fail.
        var id = await kernel.BeginAsync("int kept = 3; display(\"on\"); System.Text.RegularExpressions.Regex.IsMatch(new string('a', 40) + \"!\", \"^(a+)+$\")");
        await kernel.OutputAsync(id);
        await kernel.ControlAsync("interrupt_request", []);
        Assert.That((await kernel.OutputAsync(id)).Content.GetProperty("text").GetString(), Does.Contain("Interrupt once more"));
        await kernel.ControlAsync("interrupt_request", []);
        Assert.That((await kernel.EndAsync(id)).Reply.GetProperty("ename").GetString(), Is.EqualTo("Interrupted"));
        Assert.That((await kernel.RunAsync("kept")).Result, Is.EqualTo("3"));

        var reply = await kernel.ControlAsync("shutdown_request", new JsonObject { ["restart"] = false });
        Assert.That(reply.GetProperty("restart").GetBoolean(), Is.False);
        Assert.That(kernel.Process.WaitForExit(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(kernel.Process.ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_cache_that_cannot_be_written_stops_no_cell()
    {
        using var kernel = await KernelClient.StartAsync(withCache: false);
        var run = await kernel.RunAsync("%%qsharp\noperation Half(theta : Double[], qubits : Qubit[]) : Unit { Ry(theta[0], qubits[0]); }");
        Assert.That(run.Status, Is.EqualTo("ok"));
        Assert.That((await kernel.RunAsync("(await Half.CircuitAsync(1, 1)).Gates.Count")).Result, Is.EqualTo("1"));
    }

    [Test]
    public async Task What_a_thread_of_a_cell_throws_is_shown_and_does_not_end_the_kernel()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.RunAsync("var thrower = new Thread(() => throw new FormatException(\"on a thread\")); thrower.Start(); thrower.Join();");
        Assert.That(run.Error, Does.Contain("FormatException").And.Contain("on a thread"));
        Assert.That((await kernel.RunAsync("1")).Result, Is.EqualTo("1"));
    }

    [Test]
    public async Task A_comm_that_a_front_end_opens_is_closed_again_and_messages_to_it_disturb_nothing()
    {
        var kernel = await SharedKernel.GetAsync();
        var published = await kernel.TellAsync("comm_open", new JsonObject { ["comm_id"] = "c-1", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject { ["state"] = 1 } });
        Assert.That(published.Select(message => message.Type), Is.EqualTo(new[] { "comm_close" }), "nothing here speaks over comms: its end is told so");
        Assert.That(published[0].Content.GetProperty("comm_id").GetString(), Is.EqualTo("c-1"));
        Assert.That(await kernel.TellAsync("comm_msg", new JsonObject { ["comm_id"] = "c-1", ["data"] = new JsonObject() }), Is.Empty);
        Assert.That(await kernel.TellAsync("comm_close", new JsonObject { ["comm_id"] = "c-1" }), Is.Empty);
        Assert.That((await kernel.AskAsync("comm_info_request", [])).GetProperty("comms").EnumerateObject(), Is.Empty);
    }

    [Test]
    public async Task Its_heart_beats_and_forged_messages_are_not_heard()
    {
        var kernel = await SharedKernel.GetAsync();
        using var heart = await ClientSocket.ConnectAsync(kernel.HeartbeatPort, "REQ");
        await heart.SendAsync([[], "ping"u8.ToArray()]);
        Assert.That(await heart.ReceiveAsync(TimeSpan.FromSeconds(30)), Is.EqualTo(new byte[][] { [], "ping"u8.ToArray() }));

        // The answer to what comes next is the first one: the forged request has none.
        await kernel.SendForgedAsync("kernel_info_request");
        Assert.That((await kernel.AskAsync("comm_info_request", [])).GetProperty("comms").EnumerateObject(), Is.Empty);
    }
}
