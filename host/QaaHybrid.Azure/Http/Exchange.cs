using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace QaaHybrid.Azure;

/// <summary>One request and its answer over a pipeline.</summary>
internal static class Exchange
{
    /// <summary>Sends, with Azure.Core's repetitions; the answer is in the message, whatever its status.</summary>
    /// <exception cref="QuantumServiceException">No answer came, or no token could be had.</exception>
    public static async Task SendAsync(HttpPipeline pipeline, HttpMessage message, string what, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationFailedException exception)
        {
            throw new QuantumServiceException(0, "AuthenticationFailed", $"{what}: no token could be had: {exception.Message}", null, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost(message, what, exception);
        }
        // Azure.Core gathers what went wrong in several tries.
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(message, what, exception);
        }
    }

    public static string? RequestId(Response response) =>
        response.Headers.TryGetValue("x-ms-request-id", out var id) ? id : response.Headers.RequestId;

    private static QuantumServiceException Lost(HttpMessage message, string what, Exception exception)
    {
        var cause = exception is AggregateException { InnerExceptions: [.., var last] } several
            ? $"{last.Message} ({several.InnerExceptions.Count} tries)" : exception.Message;
        return new QuantumServiceException(0, QuantumServiceException.ConnectionFailed,
            $"{what}: no answer from {message.Request.Uri.ToUri().GetLeftPart(UriPartial.Authority)}: {cause}", null, exception);
    }
}
