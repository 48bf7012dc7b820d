namespace QaaHybrid.Torch;

/// <summary>
/// The exception of a managed backward function on its way through native code, which carries only a text.
/// On the CPU the callbacks run on the thread that called backward.
/// </summary>
internal static class ManagedFailure
{
    [ThreadStatic]
    private static Exception? pending;

    internal static void Clear() => pending = null;

    internal static void Keep(Exception exception) => pending = exception;

    internal static Exception? Take()
    {
        var exception = pending;
        pending = null;
        return exception;
    }
}
