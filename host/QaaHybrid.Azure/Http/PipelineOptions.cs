using Azure.Core;
using Azure.Core.Pipeline;

namespace QaaHybrid.Azure;

/// <summary>
/// The options of both pipelines, to the service and to storage. Azure.Core repeats after 408, 429, 500, 502, 503, 504 and lost
/// connections, follows no redirection, and shows no header or query value that it was not told to show.
/// </summary>
internal sealed class PipelineOptions : ClientOptions
{
    private const int LongestApplicationId = 24;

    public PipelineOptions(WorkspaceOptions options)
    {
        if (options.Transport is not null)
            Transport = options.Transport;
        Retry.MaxRetries = options.MaxRetries;
        Retry.Delay = options.RetryDelay;
        Retry.MaxDelay = options.MaxRetryDelay;
        Retry.NetworkTimeout = options.NetworkTimeout;
        // Bodies hold signed addresses.
        Diagnostics.IsLoggingContentEnabled = false;
        var application = options.ApplicationId ?? Environment.GetEnvironmentVariable("AZURE_QUANTUM_PYTHON_APPID");
        if (!string.IsNullOrWhiteSpace(application))
            Diagnostics.ApplicationId = application.Trim() is { Length: > LongestApplicationId } word ? word[..LongestApplicationId] : application.Trim();
    }

    public HttpPipeline Build(params HttpPipelinePolicy[] beforeEachTry) => HttpPipelineBuilder.Build(this, [], beforeEachTry, null);
}
