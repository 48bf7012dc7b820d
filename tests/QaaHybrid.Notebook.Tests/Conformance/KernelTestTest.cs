using System.Diagnostics;
using System.Text.RegularExpressions;
using QaaHybrid.Notebook.Jupyter;

namespace QaaHybrid.Notebook.Tests.Conformance;

/// <summary>Jupyter's own conformance tests, with Jupyter's own client and libzmq on the other side.</summary>
[Category("Jupyter")]
public class KernelTestTest
{
    [Test]
    public void Every_test_passes_and_none_is_skipped()
    {
        var python = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(program => Run(program, [], "-c", "import jupyter_kernel_test").Code == 0);
        if (python is null)
            Assert.Ignore("jupyter_kernel_test is not installed (Debian: apt-get install python3-jupyter-kernel-test)");
        using var folder = new TemporaryFolder();
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        KernelSpec.Install(folder.Path, [dotnet, Path.Combine(AppContext.BaseDirectory, "qaa.dll"), "notebook", "kernel"]);

        var (code, text) = Run(
            python!, [("JUPYTER_PATH", folder.Path), ("XDG_STATE_HOME", folder.File("state")), ("XDG_DATA_HOME", folder.File("data")), ("IPYTHONDIR", folder.File("ipython"))],
            Path.Combine(AppContext.BaseDirectory, "Conformance", "kernel_test.py"));
        TestContext.Out.WriteLine(text);
        Assert.That(code, Is.Zero, text);
        Assert.That(Regex.Match(text, @"Ran (\d+) tests").Groups[1].Value, Is.EqualTo("12"));
        Assert.That(text, Does.Not.Contain("skipped"));
    }

    private static (int Code, string Text) Run(string program, (string Name, string Value)[] environment, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output.Result + error);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
