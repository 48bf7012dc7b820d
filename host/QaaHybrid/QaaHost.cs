using QaaHybrid.Display;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>What a process gives the calls of <see cref="Qaa"/>; the defaults are those of a script on a terminal.</summary>
public sealed class QaaHost
{
    /// <summary>Shows a value. By default its text goes to standard output.</summary>
    public Action<MimeBundle> Show { get; init; } = bundle => Console.Out.WriteLine(bundle.Text);

    /// <summary>Makes what a training reports to; asked once a training. By default a bar on standard error.</summary>
    public Func<IProgressSink> Progress { get; init; } = () => new ConsoleProgress(Console.Error, !Console.IsErrorRedirected, () => Console.WindowWidth);

    /// <summary>What interrupts the call that is made now: a notebook's interrupt. By default nothing.</summary>
    public Func<CancellationToken> Interrupt { get; init; } = () => CancellationToken.None;

    /// <summary>
    /// Tells the process that a call begins which watches <see cref="Interrupt"/> and ends in an order of its own, such as a training after the step under way, so that nothing
    /// else breaks it off; disposed when the call ends. By default nobody is told.
    /// </summary>
    public Func<IDisposable?> Listen { get; init; } = () => null;

    /// <summary>A call that listens to its own token and to the interrupt.</summary>
    internal HostCall Begin(CancellationToken cancellationToken) => new(this, cancellationToken);
}
