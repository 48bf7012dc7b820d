namespace QaaHybrid;

/// <summary>A call of <see cref="Qaa"/> while it lasts.</summary>
internal sealed class HostCall : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly IDisposable? _listening;

    /// <summary>Begins it.</summary>
    public HostCall(QaaHost host, CancellationToken cancellationToken)
    {
        _listening = host.Listen();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.Interrupt());
    }

    /// <summary>The caller's token and the host's interrupt together.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _listening?.Dispose();
    }
}
