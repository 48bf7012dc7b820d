using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

// One namespace further out than the rest of the support: there it stands before the product's own Qaa.
namespace QaaHybrid.Tests;

/// <summary>
/// The <c>qaa</c> command. What trains, or starts processes itself, runs as a user runs it, in a process of its own; the rest runs in this one, through the same entry point: a process takes seconds to
/// start, and there are hundreds of commands.
/// </summary>
internal static class Qaa
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Apart = ["run", "train", "resume", "compare", "pretrain", "bench", "doctor"];

    /// <summary>Runs a command to its end.</summary>
    public static Task<QaaResult> RunAsync(params string[] arguments) => arguments is [var command, ..] && Apart.Contains(command) ? RunAsync([], arguments) : InsideAsync(arguments);

    /// <summary>Runs a command in this process: for one that ends before it trains.</summary>
    public static async Task<QaaResult> InsideAsync(params string[] arguments)
    {
        var (standardOut, standardError) = (Console.Out, Console.Error);
        using StringWriter output = new(), error = new();
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            var main = Assembly.Load("qaa").EntryPoint!;
            var code = await Task.Run(() => (int)main.Invoke(null, [arguments])!);
            return new QaaResult(code, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(standardOut);
            Console.SetError(standardError);
        }
    }

    /// <summary>Runs a command with other environment variables; null takes one away.</summary>
    public static async Task<QaaResult> RunAsync((string Name, string? Value)[] environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return await EndAsync(process, arguments);
    }

    /// <summary>Runs a command that has to succeed, and gives the one document it prints.</summary>
    public static async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.That(result.ExitCode, Is.Zero, $"{string.Join(' ', arguments)}\n{result.Error}");
        return result.Json;
    }

    /// <summary>Starts a command and leaves it running.</summary>
    public static Process Start((string Name, string? Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = TinyRun.Folder,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "qaa.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in ((string, string?)[])[("XDG_CACHE_HOME", TinyRun.Cache), ("OMP_NUM_THREADS", "1"), .. environment])
            start.Environment[name] = value;
        return Interruptible.Start(start);
    }

    /// <summary>Waits for a started command.</summary>
    public static async Task<QaaResult> EndAsync(Process process, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new QaaResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"qaa {string.Join(' ', arguments)} did not end within {Patience}");
        }
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record QaaResult(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as the one JSON document it has to be.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}
