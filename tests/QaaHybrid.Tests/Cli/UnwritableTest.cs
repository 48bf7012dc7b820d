using System.Diagnostics;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary>Places that cannot be written: exit code 2, one sentence with the place and what to do, nothing half-written; what need not be written stops nothing.</summary>
public class UnwritableTest
{
    private const string Circuit = "--operation QaaHybrid.Ansatz.RYRing --qubits 2 --parameters 2 --theta 0.1,0.2";

    private static readonly string[] Nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];

    private SmallDisk _disk = null!;

    [OneTimeSetUp]
    public void Mount()
    {
        _disk = SmallDisk.MountOrSkip("64k");
        Directory.CreateDirectory(_disk.File("model"));
        _disk.SetReadOnly();
    }

    [OneTimeTearDown]
    public void Unmount() => _disk?.Dispose();

    [TestCase("train recipe.yaml --out DISK/run", "DISK/run cannot be made")]
    [TestCase("train recipe.yaml --out DISK/run --backend azure:emulator.exact --workspace emulator", "DISK/run cannot be made")]
    [TestCase("compare recipe.yaml --seeds 1 --out DISK/compared", "DISK/compared cannot be made")]
    [TestCase("pretrain unwritable-base.yaml --out DISK/base", "DISK/base cannot be made")]
    [TestCase("merge run --method lora --out DISK/merged", "DISK/merged cannot be written")]
    [TestCase("circuit export --adapter run --out DISK/exported", "DISK/exported cannot be made")]
    [TestCase("circuit qir " + Circuit + " --out DISK/a.ll", "DISK/a.ll cannot be written")]
    [TestCase("circuit qasm " + Circuit + " --out DISK/a.qasm", "DISK/a.qasm cannot be written")]
    [TestCase("circuit qsharp " + Circuit + " --out DISK/a.qs", "DISK/a.qs cannot be written")]
    [TestCase("circuit draw " + Circuit + " --svg DISK/a.svg", "DISK/a.svg cannot be written")]
    [TestCase("notebook install --prefix DISK", "DISK/share/jupyter/kernels/qaahybrid cannot be made")]
    [TestCase("azure-emulator --state DISK/state", "DISK/state/jobs cannot be made")]
    public async Task A_read_only_disk_is_named(string command, string why)
    {
        await TinyRun.TrainedAsync();
        TinyRun.Write("unwritable-text.txt", string.Concat(Enumerable.Range(0, 40).Select(i => $"the thing with number {i} is here.\n\n\n")));
        TinyRun.Write("unwritable-base.yaml", "name: base\ncorpora: [{ kind: text, files: [unwritable-text.txt], name: numbers, licence: none }]\nmodel: { hidden_size: 16 }\ntraining: { steps: 1 }\n");
        var result = await Qaa.InsideAsync(command.Replace("DISK", _disk.Path, StringComparison.Ordinal).Split(' '));
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error.TrimEnd().Split('\n')[^1], Is.EqualTo($"qaa: {why.Replace("DISK", _disk.Path, StringComparison.Ordinal)}: Read-only file system; name a place that can be written"));
        Assert.That(Directory.GetFileSystemEntries(_disk.Path), Is.EqualTo(new[] { _disk.File("model") }));
    }

    [Test]
    public async Task Standard_output_that_is_full_is_named_and_standard_error_that_is_full_stops_nothing()
    {
        if (!File.Exists("/dev/full"))
            Assert.Ignore("there is no full device here");
        var (code, error) = await ShellAsync("QAA methods >/dev/full");
        Assert.That((code, error), Is.EqualTo((2, "qaa: standard output cannot be written: No space left on device; make room there, or name a place on another disk\n")));
        Assert.That(await ShellAsync("QAA nothing 2>/dev/full"), Is.EqualTo((2, "")), "and not a crash");
    }

    [Test]
    public async Task Another_user_reads_models_and_runs_and_is_told_where_nothing_may_be_written()
    {
        if (!Environment.IsPrivilegedProcess || (await ShellAsync("NOBODY QAA --version >/dev/null")).Code != 0)
            Assert.Ignore("this user cannot be another one, or the other one cannot read the program");
        await TinyRun.TrainedAsync();
        await ShellAsync($"chmod 755 '{TinyRun.Folder}'; mkdir -m 755 mine");
        var (code, error) = await ShellAsync("NOBODY QAA eval run --method lora --quiet >/dev/null");
        Assert.That((code, error), Is.EqualTo((0, "")), "a model and a run of somebody else can be read, with a cache that cannot be written");
        (code, error) = await ShellAsync("NOBODY QAA train recipe.yaml --out mine/run");
        Assert.That((code, error), Is.EqualTo((2, $"qaa: {TinyRun.File("mine/run")} cannot be made: Permission denied; name a place that can be written by this user, or change who may write there\n")));
        (code, error) = await ShellAsync("NOBODY env -u HOME XDG_CACHE_HOME=/nonexistent TMPDIR=mine QAA circuit info " + Circuit.Split(" --theta")[0]);
        Assert.That((code, error), Is.EqualTo((2, "qaa: mine cannot be written (the folder for temporary files, TMPDIR): Permission denied; name a place that can be written by this user, or change who may write there\n")));
        (code, error) = await ShellAsync("NOBODY env -u HOME XDG_CACHE_HOME=/nonexistent QAA circuit info --quiet " + Circuit.Split(" --theta")[0] + " >/dev/null");
        Assert.That((code, error), Is.EqualTo((0, "")), "without a home and a cache it only takes longer");
    }

    /// <summary>A line of shell in the folder of the tests: QAA is the program, NOBODY makes its user one to whom nothing belongs.</summary>
    private static async Task<(int Code, string Error)> ShellAsync(string line)
    {
        line = line.Replace("NOBODY", string.Join(' ', Nobody), StringComparison.Ordinal).Replace("QAA", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "qaa.dll")}'", StringComparison.Ordinal);
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { RedirectStandardError = true, WorkingDirectory = TinyRun.Folder })!;
        var error = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, error);
    }
}
