using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace QaaHybrid.Models;

/// <summary>
/// A whole file in memory, counted by those who use it. Pages are read when they are touched; a write goes to a page of the process's own and
/// never to the file.
/// </summary>
internal sealed class MappedMemory : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private int references = 1;
    private int disposed;

    private MappedMemory(MemoryMappedFile file, MemoryMappedViewAccessor view)
    {
        this.file = file;
        this.view = view;
        var added = false;
        view.SafeMemoryMappedViewHandle.DangerousAddRef(ref added);
        Address = view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)view.PointerOffset;
    }

    /// <summary>Where the first byte of the file lies.</summary>
    public nint Address { get; }

    /// <summary>Maps a file that is not empty.</summary>
    public static MappedMemory Open(string path)
    {
        // By its path the file would be opened for writing too, which a model that belongs to somebody else does not allow.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: false);
        return new MappedMemory(file, file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite));
    }

    /// <summary>One more user; each calls <see cref="Release"/> once.</summary>
    public void AddReference() => Interlocked.Increment(ref references);

    /// <summary>One user less; the last one unmaps the file. May be called on any thread.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref references) > 0)
            return;
        view.SafeMemoryMappedViewHandle.DangerousRelease();
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Ends the opener's own use; twice is no error.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            Release();
    }
}
