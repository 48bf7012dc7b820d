namespace QaaHybrid.Notebook.Zmtp;

/// <summary>The pattern that a socket of ours follows, and the patterns of peers that it understands.</summary>
/// <param name="Name">What we say we are.</param>
/// <param name="Peers">What the other side may say it is.</param>
internal sealed record SocketKind(string Name, params string[] Peers)
{
    /// <summary>Answers each peer by its identity: shell, control and stdin.</summary>
    public static readonly SocketKind Router = new("ROUTER", "DEALER", "REQ", "ROUTER");

    /// <summary>Tells everybody who has subscribed: iopub.</summary>
    public static readonly SocketKind Publisher = new("PUB", "SUB", "XSUB");

    /// <summary>Sends back what comes: the heartbeat.</summary>
    public static readonly SocketKind Echo = new("REP", "REQ", "DEALER");
}
