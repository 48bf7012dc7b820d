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

    /// <summary>The call's own token and the interrupt together.</summary>
    internal CancellationTokenSource Linked(CancellationToken cancellationToken) => CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Interrupt());
}
