using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Notebook.Tests.Support;

/// <summary>A kernel in a process of its own, and a front end that speaks with it over its sockets.</summary>
internal sealed class KernelClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();
    private readonly byte[] key = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString());
    private readonly byte[] identity = Guid.NewGuid().ToByteArray();
    private readonly int[] ports;
    private ClientSocket shell = null!, control = null!, stdin = null!, iopub = null!;

    private KernelClient(bool withCache)
    {
        // Where a file lies no folder can be made.
        if (!withCache)
            folder.Write("cache", "");
        ports = FreePorts(5);
        var file = folder.Write("connection.json", JsonSerializer.Serialize(new
        {
            ip = "127.0.0.1", transport = "tcp", signature_scheme = "hmac-sha256", key = Encoding.ASCII.GetString(key),
            shell_port = ports[0], control_port = ports[1], stdin_port = ports[2], iopub_port = ports[3], hb_port = ports[4],
        }));
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "qaa.dll"), "notebook", "kernel", file },
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["XDG_STATE_HOME"] = folder.File("state");
        start.Environment["XDG_CACHE_HOME"] = folder.File("cache");
        start.Environment["OMP_NUM_THREADS"] = "1";
        Process = Interruptible.Start(start);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    /// <summary>The kernel.</summary>
    public Process Process { get; }

    /// <summary>Where its heart beats.</summary>
    public int HeartbeatPort => ports[4];

    /// <summary>Starts a kernel and hears it.</summary>
    /// <param name="withCache">Whether its cache can be written.</param>
    public static async Task<KernelClient> StartAsync(bool withCache = true)
    {
        var client = new KernelClient(withCache);
        client.shell = await ClientSocket.ConnectAsync(client.ports[0], "DEALER", client.identity);
        client.control = await ClientSocket.ConnectAsync(client.ports[1], "DEALER", client.identity);
        client.stdin = await ClientSocket.ConnectAsync(client.ports[2], "DEALER", client.identity);
        client.iopub = await ClientSocket.ConnectAsync(client.ports[3], "SUB");
        await client.iopub.SubscribeAsync();
        // A subscription has arrived when something comes by it.
        for (var heard = false; !heard;)
        {
            await client.ReplyAsync(await client.SendAsync(client.shell, "kernel_info_request", []));
            heard = await client.HearsAsync();
        }
        return client;
    }

    /// <summary>Asks on the shell channel and waits for the answer; what is published meanwhile is left out.</summary>
    public async Task<JsonElement> AskAsync(string type, JsonObject content)
    {
        var id = await SendAsync(shell, type, content);
        var reply = await ReplyAsync(id);
        await UntilIdleAsync(id);
        return reply.Content;
    }

    /// <summary>How a cell that is written so far could go on, and which part of it that replaces.</summary>
    public async Task<(IReadOnlyList<string> Matches, string Replaced)> CompleteAsync(string code)
    {
        var reply = await AskAsync("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.EnumerateRunes().Count() });
        return ([.. reply.GetProperty("matches").EnumerateArray().Select(match => match.GetString()!)], code[reply.GetProperty("cursor_start").GetInt32()..reply.GetProperty("cursor_end").GetInt32()]);
    }

    /// <summary>What is said of the place behind a text; null where nothing is known.</summary>
    public async Task<string?> ExplainAsync(string code, string rest = "")
    {
        var reply = await AskAsync("inspect_request", new JsonObject { ["code"] = code + rest, ["cursor_pos"] = code.Length });
        return reply.GetProperty("found").GetBoolean() ? reply.GetProperty("data").GetProperty("text/plain").GetString() : null;
    }

    /// <summary>Says on the shell channel something that has no reply, and waits until the kernel is done with it.</summary>
    /// <returns>What it published.</returns>
    public async Task<IReadOnlyList<Message>> TellAsync(string type, JsonObject content) => await UntilIdleAsync(await SendAsync(shell, type, content));

    /// <summary>Asks on the control channel.</summary>
    public async Task<JsonElement> ControlAsync(string type, JsonObject content)
    {
        await SendAsync(control, type, content);
        return Read(await control.ReceiveAsync(Patience)).Content;
    }

    /// <summary>Runs a cell to its end.</summary>
    public async Task<CellRun> RunAsync(string code) => await EndAsync(await BeginAsync(code));

    /// <summary>Sends a cell.</summary>
    public Task<string> BeginAsync(string code, bool allowStdin = true) => SendAsync(shell, "execute_request", new JsonObject
    {
        ["code"] = code, ["silent"] = false, ["store_history"] = true, ["user_expressions"] = new JsonObject(), ["allow_stdin"] = allowStdin, ["stop_on_error"] = true,
    });

    /// <summary>Waits for a cell's end.</summary>
    public async Task<CellRun> EndAsync(string id)
    {
        var messages = await UntilIdleAsync(id);
        var reply = await ReplyAsync(id);
        return new CellRun(reply.Content, messages);
    }

    /// <summary>Waits for the first output of a cell.</summary>
    public async Task<Message> OutputAsync(string id)
    {
        while (true)
            if (await PublishedAsync() is { Type: not ("status" or "execute_input") } message && message.Parent == id)
                return message;
    }

    /// <summary>Waits for the kernel's question and answers it.</summary>
    public async Task<JsonElement> AnswerAsync(string text)
    {
        var question = Read(await stdin.ReceiveAsync(Patience));
        Assert.That(question.Type, Is.EqualTo("input_request"));
        await SendAsync(stdin, "input_reply", new JsonObject { ["value"] = text });
        return question.Content;
    }

    /// <summary>Sends a message whose signature is wrong.</summary>
    public async Task SendForgedAsync(string type)
    {
        var frames = Frames(type, [], out _);
        frames[1] = Encoding.ASCII.GetBytes(new string('0', 64));
        await shell.SendAsync(frames);
    }

    public void Dispose()
    {
        foreach (var socket in (ClientSocket?[])[shell, control, stdin, iopub])
            socket?.Dispose();
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
        folder.Dispose();
    }

    // Answers to what a failed test has left behind are not ours.
    private async Task<Message> ReplyAsync(string id)
    {
        while (true)
            if (Read(await shell.ReceiveAsync(Patience)) is var reply && reply.Parent == id)
                return reply;
    }

    private async Task<Message> PublishedAsync() => Read(await iopub.ReceiveAsync(Patience));

    private async Task<bool> HearsAsync()
    {
        try
        {
            await iopub.ReceiveAsync(TimeSpan.FromMilliseconds(200));
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<List<Message>> UntilIdleAsync(string id)
    {
        var messages = new List<Message>();
        while (true)
        {
            var message = await PublishedAsync();
            if (message.Parent != id)
                continue;
            if (message.Type == "status" && message.Content.GetProperty("execution_state").GetString() == "idle")
                return messages;
            if (message.Type != "status")
                messages.Add(message);
        }
    }

    private async Task<string> SendAsync(ClientSocket socket, string type, JsonObject content)
    {
        var frames = Frames(type, content, out var id);
        await socket.SendAsync(frames);
        return id;
    }

    private List<byte[]> Frames(string type, JsonObject content, out string id)
    {
        id = Guid.NewGuid().ToString();
        var header = new JsonObject { ["msg_id"] = id, ["msg_type"] = type, ["session"] = "test", ["username"] = "test", ["date"] = "2026-01-01T00:00:00Z", ["version"] = "5.3" };
        byte[][] parts = [.. new[] { header, [], [], content }.Select(part => Encoding.UTF8.GetBytes(part.ToJsonString()))];
        return ["<IDS|MSG>"u8.ToArray(), Sign(parts), .. parts];
    }

    private byte[] Sign(byte[][] parts) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(key, parts.SelectMany(part => part).ToArray())));

    private Message Read(List<byte[]> frames)
    {
        var start = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        byte[][] parts = [.. frames[(start + 2)..(start + 6)]];
        Assert.That(frames[start + 1], Is.EqualTo(Sign(parts)), "signature");
        var header = JsonDocument.Parse(parts[0]).RootElement;
        var parent = JsonDocument.Parse(parts[1]).RootElement;
        return new Message(
            header.GetProperty("msg_type").GetString()!,
            parent.TryGetProperty("msg_id", out var id) ? id.GetString()! : "",
            JsonDocument.Parse(parts[3]).RootElement);
    }

    // Below those that the system hands out by itself (32768 and above): of these, another process would be given one between here and the kernel's start.
    private static int[] FreePorts(int count)
    {
        var found = new List<int>();
        for (var port = 20_000 + Environment.ProcessId % 500 * 20; found.Count < count; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                found.Add(port);
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
        return [.. found];
    }
}

/// <summary>What a kernel has said.</summary>
internal sealed record Message(string Type, string Parent, JsonElement Content);
