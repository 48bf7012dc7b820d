using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QaaHybrid.Notebook.Jupyter;

/// <summary>The Jupyter that is installed on this machine.</summary>
public static class JupyterProgram
{
    /// <summary>What a person can do where there is none.</summary>
    public const string Advice =
        "Jupyter was not found. Install it (Debian: apt-get install jupyter-notebook; elsewhere: pip install jupyterlab) and call again, "
        + "or call './qaa notebook install' and open a notebook in an editor that speaks to Jupyter kernels, as Visual Studio Code does.";

    private static readonly string[] Names = ["jupyter-lab", "jupyter-notebook"];

    /// <summary>The first Jupyter with a page for the browser on <c>PATH</c>; null where there is none.</summary>
    public static string? Find() => (
        from name in Names
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    /// <summary>Runs it to its end; it knows the kernel whether that is installed or not.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="dataFolder">A data folder with the kernel, which it looks into beside its own.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(string program, IEnumerable<string> arguments, string dataFolder)
    {
        var start = new ProcessStartInfo(program, Privileged() ? arguments.Append("--allow-root") : arguments);
        start.Environment["JUPYTER_PATH"] = Environment.GetEnvironmentVariable("JUPYTER_PATH") is { Length: > 0 } known ? $"{dataFolder}{Path.PathSeparator}{known}" : dataFolder;
        // Ctrl-C reaches both processes; Jupyter asks back, and this one waits for the answer.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    // Jupyter refuses to run as root unless it is told that this is meant; in a container there is nobody else.
    private static bool Privileged() => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();
}
