using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QaaHybrid.Torch.Native;

/// <summary>
/// Finds and prepares the native library at the first call that needs it, never before: loading libtorch costs half a second and 180 MB.
/// Looked for: the file or folder that <c>QAAHYBRID_NATIVE</c> names, the assembly's folder, then <c>artifacts/native</c> there and in every folder above.
/// </summary>
internal static partial class NativeLibraryLoader
{
    internal const string FileName = "libqaahybrid_torch.so";
    internal const string Variable = "QAAHYBRID_NATIVE";

    private const string Advice = "Run ./qaa run once, or install libtorch-dev and build host/QaaHybrid.Torch/native with CMake, or set LIBTORCH to another libtorch.";

    private static readonly Lock Gate = new();
    private static nint loaded;

#pragma warning disable CA2255 // A resolver that is set in one class's static constructor is missed by P/Invokes of another.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
            return 0;
        lock (Gate)
        {
            if (loaded == 0)
            {
                loaded = Load(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);
                Start(loaded);
            }

            return loaded;
        }
    }

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">It or libtorch is missing; the message says what to do.</exception>
    internal static nint Load(string? setting, string folder)
    {
        var path = Find(setting, folder, out var tried)
            ?? throw new DllNotFoundException($"{FileName}, the native half of QaaHybrid.Torch, was not found. {Advice}\nLooked for:\n  {string.Join("\n  ", tried)}");
        PrepareEnvironment();
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException($"{path} does not load, most likely because libtorch is missing. {Advice}\nThe loader says: {error.Message}", error);
        }
    }

    /// <summary>The library's path, or null with the places that were looked at.</summary>
    internal static string? Find(string? setting, string folder, out IReadOnlyList<string> tried)
    {
        var places = new List<string>();
        if (!string.IsNullOrEmpty(setting))
        {
            places.Add(Directory.Exists(setting) ? Path.Combine(setting, FileName) : setting);
        }
        else
        {
            places.Add(Path.Combine(folder, FileName));
            for (var above = new DirectoryInfo(folder); above != null; above = above.Parent)
                places.Add(Path.Combine(above.FullName, "artifacts", "native", FileName));
        }

        tried = places;
        return places.FirstOrDefault(File.Exists);
    }

    /// <summary>
    /// Settings that libtorch reads while it loads. They go through libc, because .NET's own environment is a copy that native code never sees.
    /// What the user has set stays.
    /// </summary>
    private static void PrepareEnvironment()
    {
        // Idle OpenMP threads that spin take the cores from OpenBLAS's own threads: half the speed.
        _ = setenv("OMP_WAIT_POLICY", "passive", 0);
        // Debian 13's libtorch brings UCX, which takes over SIGSEGV; .NET needs that signal for NullReferenceException.
        _ = setenv("UCX_ERROR_SIGNALS", "", 0);
    }

    /// <summary>Tunes the allocator and brings OpenBLAS to ATen's number of threads, which it otherwise ignores.</summary>
    private static unsafe void Start(nint library)
    {
        var tune = (delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, nameof(NativeMethods.qht_tune_allocator));
        var get = (delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, nameof(NativeMethods.qht_get_num_threads));
        var set = (delegate* unmanaged[Cdecl]<int, int>)NativeLibrary.GetExport(library, nameof(NativeMethods.qht_set_num_threads));
        _ = tune();
        _ = set(get());
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [SuppressMessage("Style", "IDE1006", Justification = "libc's name")]
    private static partial int setenv(string name, string value, int overwrite);
}
