using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

/// <summary>
/// Whether operators are recorded for gradients, on this thread, until disposed. A <c>ref struct</c>: the mode belongs to the thread, and the
/// compiler refuses to hold one across an <c>await</c> or a <c>yield</c>.
/// </summary>
public readonly ref struct AutoGradMode : IDisposable
{
    private readonly bool before;

    /// <summary>Switches recording on or off.</summary>
    public AutoGradMode(bool enabled)
    {
        before = IsEnabled;
        NativeMethods.qht_set_grad_enabled(enabled ? 1 : 0);
    }

    /// <summary>Whether operators are recorded on this thread.</summary>
    public static bool IsEnabled => NativeMethods.qht_grad_enabled() != 0;

    /// <summary>Brings back what was.</summary>
    public void Dispose() => NativeMethods.qht_set_grad_enabled(before ? 1 : 0);
}
