using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace QaaHybrid.Notebook.Messaging;

/// <summary>The file with which a front end tells a kernel where to listen and with which key to sign.</summary>
internal sealed class ConnectionFile
{
    private readonly JsonElement _root;
    private readonly string _path;

    private ConnectionFile(string path, JsonElement root)
    {
        (_path, _root) = (path, root);
        if (Text("signature_scheme", "hmac-sha256") is var scheme and not "hmac-sha256")
            throw new InvalidDataException($"{path}: signature_scheme is '{scheme}', expected hmac-sha256");
        if (Transport is not ("tcp" or "ipc"))
            throw new InvalidDataException($"{path}: transport is '{Transport}', expected tcp or ipc");
    }

    /// <summary>What messages are signed with; empty means not at all.</summary>
    public string Key => Text("key", "");

    private string Transport => Text("transport", "tcp");

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">It is no connection file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new ConnectionFile(path, document.RootElement.Clone());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is no Jupyter connection file: {error.Message}", error);
        }
    }

    /// <summary>Where a channel listens.</summary>
    /// <param name="channel"><c>shell</c>, <c>control</c>, <c>stdin</c>, <c>iopub</c> or <c>hb</c>.</param>
    public EndPoint Address(string channel)
    {
        if (!_root.TryGetProperty($"{channel}_port", out var element) || !element.TryGetInt32(out var port))
            throw new InvalidDataException($"{_path}: {channel}_port is missing, expected a port");
        var ip = Text("ip", "127.0.0.1");
        if (Transport == "ipc")
            return new UnixDomainSocketEndPoint($"{ip}-{port}");
        return new IPEndPoint(
            ip is "*" ? IPAddress.Any
            : IPAddress.TryParse(ip, out var address) ? address
            : Dns.GetHostAddresses(ip, AddressFamily.InterNetwork)[0],
            port);
    }

    private string Text(string name, string otherwise) => _root.TryGetProperty(name, out var value) ? value.GetString() ?? otherwise : otherwise;
}
