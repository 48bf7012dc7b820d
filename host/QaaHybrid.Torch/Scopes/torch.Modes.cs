namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>No operator is recorded on this thread until the guard is disposed: <c>using var _ = torch.no_grad();</c></summary>
    public static AutoGradMode no_grad() => new(false);

    /// <summary>Operators are recorded on this thread until the guard is disposed.</summary>
    public static AutoGradMode enable_grad(bool enabled = true) => new(enabled);

    /// <summary>Recording on or off on this thread until the guard is disposed.</summary>
    public static AutoGradMode set_grad_enabled(bool mode = true) => new(mode);

    /// <summary>Inference mode on this thread until the guard is disposed; see <see cref="InferenceMode"/> for what it forbids later.</summary>
    public static InferenceMode inference_mode(bool mode = true) => new(mode);

    /// <summary>Whether operators are recorded on this thread. A new thread starts with recording on.</summary>
    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    /// <summary>Whether inference mode is on, on this thread.</summary>
    public static bool is_inference_mode_enabled() => InferenceMode.IsEnabled;
}
