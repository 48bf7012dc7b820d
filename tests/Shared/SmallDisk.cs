using System.Diagnostics;

namespace QaaHybrid.TestSupport;

/// <summary>A disk that can be filled, and made read-only: a file system in memory, mounted while a test needs it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Filler = "filler";

    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder.Path;

    /// <summary>Mounts one; where that is not allowed, the running test is skipped.</summary>
    /// <param name="size">How much it holds, such as <c>40k</c>.</param>
    public static SmallDisk MountOrSkip(string size)
    {
        var disk = new SmallDisk();
        if (!Runs("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.Path))
        {
            disk._folder.Dispose();
            Assert.Ignore("a small file system cannot be mounted here");
        }
        return disk;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(File(Filler), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        Assert.That(() =>
        {
            while (true)
                filler.Write(new byte[4096]);
        }, Throws.InstanceOf<IOException>());
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Free() => System.IO.File.Delete(File(Filler));

    /// <summary>Gives it another size.</summary>
    public void Resize(string size) => Remount($"size={size}");

    /// <summary>Lets nobody write on it, or everybody again.</summary>
    public void SetReadOnly(bool readOnly = true) => Remount(readOnly ? "ro" : "rw");

    public void Dispose()
    {
        // A process that is ending may still have a foot in it.
        Assert.That(Runs("umount", Path) || Runs("umount", "--lazy", Path), "the disk is let go of");
        _folder.Dispose();
    }

    private void Remount(string option) => Assert.That(Runs("mount", "-o", $"remount,{option}", Path), option);

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
