using System.CommandLine;
using QaaHybrid.Notebook.Jupyter;

namespace QaaHybrid.Cli.Commands.Notebooks;

/// <summary><c>qaa notebook install</c>: tells Jupyter about the kernel.</summary>
internal static class InstallCommand
{
    private static readonly Option<bool> User = new("--user") { Description = "for this user (default)" };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "for the Jupyter under this folder, a virtual environment's for instance", HelpName = "DIR" };

    public static Command Create() => new Command("install", "register the kernel with Jupyter") { User, Prefix }.Does((context, _) =>
    {
        if (context.Get(User) && context.Get(Prefix) is not null)
            throw new UsageException("--user and --prefix are two places; give one");
        var folder = KernelSpec.Install(context.Get(Prefix) is { } prefix ? KernelSpec.FolderUnder(prefix) : KernelSpec.UserFolder, KernelProgram.Words);
        context.Answer(new { name = KernelSpec.Name, folder }, $"the kernel {KernelSpec.Name} is registered in {folder}");
        return Task.CompletedTask;
    });
}
