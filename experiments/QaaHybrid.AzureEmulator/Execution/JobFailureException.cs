namespace QaaHybrid.AzureEmulator;

/// <summary>Why a job fails: what will stand in its <c>errorData</c>.</summary>
internal sealed class JobFailureException(string code, string message) : Exception(message)
{
    public const string InvalidInputData = "InvalidInputData";
    public const string QirPreProcessingFailed = "QIRPreProcessingFailed";
    public const string InvalidProperty = "InvalidProperty";
    public const string InternalError = "InternalError";

    public string Code { get; } = code;
}
