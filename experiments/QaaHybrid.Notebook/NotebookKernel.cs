using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using QaaHybrid.Display;
using QaaHybrid.Notebook.Errors;
using QaaHybrid.Notebook.Magics;
using QaaHybrid.Notebook.Messaging;
using QaaHybrid.Notebook.Output;
using QaaHybrid.Notebook.Requests;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook;

/// <summary>The Jupyter kernel: C# cells, Q# cells and commands, in one process that keeps its state until it is shut down.</summary>
public static class NotebookKernel
{
    private const string ParentVariable = "JPY_PARENT_PID";
    private const string RemarkVariable = "QAAHYBRID_KERNEL_REMARK";

    /// <summary>Serves front ends until one of them shuts the kernel down, the process is asked to end, or the process that started it has gone.</summary>
    /// <param name="connectionFile">Where and how to listen, as Jupyter writes it.</param>
    /// <param name="commands">The command line, for what stands behind <c>%qaa</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">The connection file is none.</exception>
    public static async Task RunAsync(string connectionFile, KernelCommands commands, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var channels = new Channels(ConnectionFile.Read(connectionFile));
        channels.PublishStatus("starting", null);
        using var runner = new CellRunner(channels, commands, Environment.GetEnvironmentVariable(RemarkVariable));
        Redirect(channels);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            runner.Running?.Interrupt();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        // What a thread or an async void of a cell throws would end the process, and all state with it.
        ExceptionHandling.SetUnhandledExceptionHandler(error =>
        {
            Console.Error.WriteLine(string.Join('\n', RunErrors.Of(error, runner.Code).Lines));
            return true;
        });
        _ = Task.Run(WarmUp, CancellationToken.None);
        var dispatcher = new Dispatcher(channels, runner, new History(History.DefaultFile));
        // The first to end is the end.
        var end = await Task.WhenAny(
            dispatcher.ServeShellAsync(stop.Token), dispatcher.ServeControlAsync(stop.Token), dispatcher.Shutdown, ParentGoneAsync(stop.Token)).ConfigureAwait(false);
        if (end.IsFaulted)
            await end.ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
    }

    private static void Redirect(Channels channels)
    {
        Console.SetOut(new ConsoleWriter(output => output.Out, Console.Out));
        Console.SetError(new ConsoleWriter(output => output.Error, Console.Error));
        CellFunctions.Input = new ConsoleReader((cell, prompt, hidden) => Ask(channels, cell, prompt, hidden));
        Console.SetIn(CellFunctions.Input);
        Qaa.Host = new QaaHost
        {
            Show = bundle => CellFunctions.display(bundle),
            Progress = () => new LiveCurve(new LiveDisplay().Show),
            Interrupt = () => Interrupts.Token,
            Listen = () => Cell.Current?.Listen(),
        };
    }

    private static string Ask(Channels channels, Cell cell, string prompt, bool hidden)
    {
        if (!cell.Request.Flag("allow_stdin", true))
            throw new InvalidOperationException("this front end does not take input; give the value in the cell");
        cell.Output.Out.Flush();
        cell.Output.Error.Flush();
        return AskAsync(channels, cell, prompt, hidden).GetAwaiter().GetResult();
    }

    private static async Task<string> AskAsync(Channels channels, Cell cell, string prompt, bool hidden)
    {
        // An answer that came too late for a question before is none to this one.
        while (channels.Answers.Reader.TryRead(out _))
        {
        }
        await channels.AskAsync(cell.Request, new JsonObject { ["prompt"] = prompt, ["password"] = hidden }).ConfigureAwait(false);
        return (await channels.Answers.Reader.ReadAsync(cell.Token).ConfigureAwait(false)).Text("value");
    }

    // The compiler's code is slow when it runs for the first time; it may as well do so while the front end connects.
    private static void WarmUp()
    {
        var session = new CSharpSession();
        var warm = session.Compile(CSharpSession.Parse("var warm = 1; for (var i = 0; i < 1; i++) warm += i; warm"), CancellationToken.None);
        session.Enter(warm)().GetAwaiter().GetResult();
        session.Compile(CSharpSession.Parse("Console.WriteLine($\"{warm}\"); warm.ToString().Select(c => c).ToList()"), CancellationToken.None);
    }

    // Jupyter says who it is; a kernel whose Jupyter was killed would stay for ever.
    private static async Task ParentGoneAsync(CancellationToken cancellationToken)
    {
        const int askOnly = 0;
        var known = int.TryParse(Environment.GetEnvironmentVariable(ParentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var parent) && parent > 1;
        while (!known || Kill(parent, askOnly) == 0)
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
