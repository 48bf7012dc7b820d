using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

/// <summary>
/// Inference mode of this thread until disposed: no recording and no version counting. Tensors made in it can never take part in training;
/// where training touches them later use <see cref="torch.no_grad"/>. A <c>ref struct</c>, as <see cref="AutoGradMode"/> is and for the same reason.
/// </summary>
public readonly unsafe ref struct InferenceMode : IDisposable
{
    private readonly Guard guard;

    /// <summary>Switches inference mode on or off.</summary>
    public InferenceMode(bool mode) => guard = new Guard(mode);

    /// <summary>Whether inference mode is on, on this thread.</summary>
    public static bool IsEnabled => NativeMethods.qht_inference_enabled() != 0;

    /// <summary>Brings back what was.</summary>
    /// <exception cref="InvalidOperationException">A guard that began later is still open.</exception>
    public void Dispose() => guard?.End();

    /// <summary>Native guards have to end once, the last one first; copies of the struct share this.</summary>
    private sealed class Guard
    {
        [ThreadStatic]
        private static int depth;

        private readonly int level;
        private nint native;

        internal Guard(bool mode)
        {
            nint begun;
            NativeMethods.Check(NativeMethods.qht_inference_begin(mode ? 1 : 0, &begun), nameof(torch.inference_mode));
            native = begun;
            level = ++depth;
        }

        internal void End()
        {
            if (native == 0)
                return;
            if (depth != level)
                throw new InvalidOperationException("Inference modes have to end in reverse order: one that began later is still open.");
            depth--;
            NativeMethods.qht_inference_end(native);
            native = 0;
        }
    }
}
