using QaaHybrid.Display;

namespace QaaHybrid.Notebook.Output;

/// <summary>A display that begins with its first value and takes every later one in its place.</summary>
internal sealed class LiveDisplay
{
    private DisplayHandle? _handle;

    /// <summary>Shows a value.</summary>
    public void Show(MimeBundle bundle)
    {
        if (_handle is null)
            _handle = CellFunctions.display(bundle);
        else
            _handle.Update(bundle);
    }
}
