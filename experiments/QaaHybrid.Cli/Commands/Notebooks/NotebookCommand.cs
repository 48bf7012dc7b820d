using System.CommandLine;
using QaaHybrid.Notebook;
using QaaHybrid.Notebook.Jupyter;
using QaaHybrid.Notebook.Magics;

namespace QaaHybrid.Cli.Commands.Notebooks;

/// <summary><c>qaa notebook [FILE]</c>: Jupyter, with the kernel for C# and Q# cells.</summary>
internal static class NotebookCommand
{
    private static readonly Argument<string[]> Arguments = new("arguments")
    {
        Description = "a notebook or a folder, and Jupyter's own options after --", HelpName = "FILE", Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Argument<string> ConnectionFile = new("connection-file") { Description = "where and how to listen, as Jupyter writes it", HelpName = "FILE" };

    private static readonly Command Kernel = new Command("kernel", "the kernel itself, as Jupyter starts it") { ConnectionFile }.Does((context, _) =>
    {
        var root = Program.Root();
        return NotebookKernel.RunAsync(
            context.Get(ConnectionFile)!,
            new KernelCommands(words => OwnProgram.With(words), text => CommandWords.Complete(root, text), text => CommandWords.Help(root, text)));
    });

    private static readonly Command Notebook = new Command("notebook", "notebooks of C# and Q# cells: starts Jupyter, or registers the kernel with it") { Arguments, InstallCommand.Create(), Kernel }
        .Does(async (context, _) =>
        {
            var jupyter = JupyterProgram.Find() ?? throw new UsageException(JupyterProgram.Advice);
            var data = Path.Combine(Places.Root, "artifacts", "jupyter");
            KernelSpec.Install(data, KernelProgram.Words);
            if (await JupyterProgram.RunAsync(jupyter, context.Get(Arguments) ?? [], data).ConfigureAwait(false) is not 0 and var code)
                throw new UsageException($"{jupyter} ended with code {code}");
        });

    public static Command Create() => Notebook;

    /// <summary>Whether Ctrl-C is meant for a cell, or for Jupyter.</summary>
    public static bool KeepsInterrupts(ParseResult parsed) => parsed.CommandResult.Command == Kernel || parsed.CommandResult.Command == Notebook;
}
