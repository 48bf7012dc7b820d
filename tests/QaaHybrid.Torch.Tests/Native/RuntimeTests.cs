using System.Globalization;
using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch.Tests.Native;

public class RuntimeTests
{
    [Test]
    public void Threads_reach_ATen_and_OpenBLAS()
    {
        try
        {
            set_num_threads(2);
            Assert.That((get_num_threads(), runtime.blas_threads), Is.EqualTo((2, runtime.has_openblas ? 2 : 0)));
        }
        finally
        {
            set_num_threads(1);
        }

        Assert.That((get_num_threads(), runtime.blas_threads), Is.EqualTo((1, runtime.has_openblas ? 1 : 0)));
        Assert.That(() => set_num_threads(0), Throws.TypeOf<TorchException>().With.Message.Contain("at least one thread, not 0"));
    }

    [Test]
    public void What_runs_is_told()
    {
        Assert.That(new Version(__version__.Split('+')[0]), Is.GreaterThanOrEqualTo(new Version(1, 13)));
        Assert.That(runtime.config, Does.Contain("at::get_num_threads()"));
        Assert.That(runtime.warning, runtime.has_openblas ? Is.Null : Does.Contain("libopenblas0-pthread"));
    }

    /// <summary>The settings have to be where libtorch reads them: in libc's environment, which /proc does not show but getenv does.</summary>
    [Test]
    public void Environment_was_prepared_before_loading()
    {
        _ = __version__;
        Assert.That(Getenv("OMP_WAIT_POLICY"), Is.Not.Null);
        Assert.That(Getenv("UCX_ERROR_SIGNALS"), Is.Not.Null);

        static string? Getenv(string name) => System.Runtime.InteropServices.Marshal.PtrToStringUTF8(LibC.getenv(name));
    }

    /// <summary>A library that took over SIGSEGV would end the process here.</summary>
    [Test]
    public void Null_in_managed_code_stays_an_exception()
    {
        _ = __version__;
        string? nothing = null;
        Assert.That(() => nothing!.Length, Throws.TypeOf<NullReferenceException>());
    }

    [Test]
    public void Library_is_looked_for_in_the_setting_or_upwards()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var below = Directory.CreateDirectory(Path.Combine(folder, "a", "b")).FullName;
            Assert.That(NativeLibraryLoader.Find(null, below, out var tried), Is.Null);
            Assert.That(tried, Does.Contain(Path.Combine(below, NativeLibraryLoader.FileName)).And.Contain(Path.Combine(folder, "artifacts", "native", NativeLibraryLoader.FileName)));

            var built = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "artifacts", "native")).FullName, NativeLibraryLoader.FileName);
            File.WriteAllText(built, "");
            Assert.That(NativeLibraryLoader.Find(null, below, out _), Is.EqualTo(built));
            Assert.That(NativeLibraryLoader.Find("", below, out _), Is.EqualTo(built));
            Assert.That(NativeLibraryLoader.Find(Path.GetDirectoryName(built), folder, out _), Is.EqualTo(built));
            Assert.That(NativeLibraryLoader.Find(built, folder, out _), Is.EqualTo(built));
            Assert.That(NativeLibraryLoader.Find(Path.Combine(folder, "elsewhere.so"), below, out _), Is.Null, "a setting that leads nowhere is not passed over");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Missing_library_is_an_instruction()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.That(() => NativeLibraryLoader.Load(null, folder), Throws.TypeOf<DllNotFoundException>().With.Message.Contain("./qaa run").And.Message.Contain("LIBTORCH").And.Message.Contain(folder));
            var broken = Path.Combine(folder, NativeLibraryLoader.FileName);
            File.WriteAllText(broken, "no library");
            Assert.That(() => NativeLibraryLoader.Load(broken, folder), Throws.TypeOf<DllNotFoundException>().With.Message.Contain("libtorch is missing").And.Message.Contain("The loader says"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Handles_are_counted()
    {
        var before = Leaks.Living().Handles;
        var x = ones(1);
        var second = x.alias();
        Assert.That(runtime.live_handles, Is.EqualTo(before + 2));
        x.Dispose();
        x.Dispose();
        Assert.That(second.ToSingle(), Is.EqualTo(1), "the other handle keeps the tensor");
        second.Dispose();
        Assert.That(runtime.live_handles, Is.EqualTo(before));
    }

    /// <summary>Disposing on one thread while others use the tensor ends in an exception at worst.</summary>
    [Test]
    public void Disposing_during_use_on_other_threads_is_safe()
    {
        for (var round = 0; round < 50; round++)
        {
            var shared = ones(1000);
            Parallel.For(0, 4, i =>
            {
                using var scope = NewDisposeScope();
                try
                {
                    for (var n = 0; n < 20; n++)
                    {
                        Assert.That((shared + i).sum().ToSingle(), Is.EqualTo(1000f * (i + 1)));
                        if (i == 3 && n == 10)
                            shared.Dispose();
                    }
                }
                catch (ObjectDisposedException)
                {
                    // Told, not crashed.
                }
            });
            Assert.That(shared.IsInvalid, Is.True);
        }
    }

    [Test]
    public void Scalars_keep_their_kind()
    {
        Scalar integer = 3, real = 2.5f, truth = true;
        Assert.That((integer.Type, real.Type, truth.Type), Is.EqualTo((int64, float64, @bool)));
        Assert.That((integer.ToDouble(), real.ToInt64(), truth.ToInt64(), truth.ToBoolean()), Is.EqualTo((3.0, 2L, 1L, true)));
        Assert.That(integer == (Scalar)3L && integer != (Scalar)3.0, Is.True);
        Assert.That(string.Create(CultureInfo.InvariantCulture, $"{integer} {real} {truth}"), Is.EqualTo("3 2.5 true"));
    }

    private static partial class LibC
    {
        [System.Runtime.InteropServices.DllImport("libc", CharSet = System.Runtime.InteropServices.CharSet.Ansi, BestFitMapping = false)]
        internal static extern nint getenv(string name);
    }
}
