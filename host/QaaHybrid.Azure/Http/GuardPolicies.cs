using Azure.Core;
using Azure.Core.Pipeline;

namespace QaaHybrid.Azure;

/// <summary>
/// The last look before a credential is attached: the request goes to the workspace's own host and nowhere else, whatever an answer named.
/// </summary>
internal sealed class OriginGuardPolicy(Uri endpoint) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var address = message.Request.Uri.ToUri();
        if (!Transport.SameOrigin(address, endpoint) || !Transport.MayCarryCredentials(address))
            throw new InvalidOperationException(
                $"refused: a request with the workspace's credential was about to go to {address.GetLeftPart(UriPartial.Authority)} "
                + $"instead of {endpoint.GetLeftPart(UriPartial.Authority)}");
    }
}

/// <summary>Storage is told nothing but the signed address; that must not travel in the clear.</summary>
internal sealed class SignedAddressGuardPolicy : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var address = message.Request.Uri.ToUri();
        if (!Transport.MayCarryCredentials(address))
            throw new QuantumServiceException(0, "InsecureStorage",
                $"the service named storage at {address.GetLeftPart(UriPartial.Authority)}; a signed address is sent over https only");
    }
}

/// <summary>Puts the access key on the request. Azure.Core has such a policy, but not for others to use.</summary>
internal sealed class ApiKeyPolicy(string key) : HttpPipelineSynchronousPolicy
{
    public const string Header = "x-ms-quantum-api-key";

    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue(Header, key);
}
