namespace QaaHybrid.Cli.Commands.Notebooks;

/// <summary>How Jupyter starts the kernel.</summary>
internal static class KernelProgram
{
    /// <summary>
    /// By the script at the root, which finds the data and starts what is built: a front end waits a minute at most, so it neither builds nor installs. Without the
    /// script: this program.
    /// </summary>
    public static string[] Words
    {
        get
        {
            var script = Path.Combine(Places.Root, "qaa");
            var own = OwnProgram.With("notebook", "kernel");
            return File.Exists(script) ? [script, "notebook", "kernel"] : [own.FileName, .. own.ArgumentList];
        }
    }
}
