namespace QaaHybrid.Cli.Commands.Notebooks;

/// <summary>How Jupyter starts the kernel.</summary>
internal static class KernelProgram
{
    /// <summary>
    /// By the script at the root, which builds what has changed and finds the data; it installs nothing while a front end waits. Without the script: this program.
    /// </summary>
    public static string[] Words
    {
        get
        {
            var script = Path.Combine(Places.Root, "qaa");
            var own = OwnProgram.With("notebook", "kernel");
            return File.Exists(script) ? [script, "--no-install", "notebook", "kernel"] : [own.FileName, .. own.ArgumentList];
        }
    }
}
