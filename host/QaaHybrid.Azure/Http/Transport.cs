using System.Net;

namespace QaaHybrid.Azure;

/// <summary>Where credentials may travel.</summary>
internal static class Transport
{
    /// <summary>Over https anywhere, over http to this machine. Names are not resolved: only <c>localhost</c> and loopback addresses count.</summary>
    public static bool MayCarryCredentials(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address));

    /// <summary>Same scheme, host and port.</summary>
    public static bool SameOrigin(Uri a, Uri b) => Uri.Compare(
        a, b, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsLoopback(Uri address) =>
        address.DnsSafeHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}
