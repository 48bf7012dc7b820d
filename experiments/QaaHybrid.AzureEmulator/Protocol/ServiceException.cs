namespace QaaHybrid.AzureEmulator;

/// <summary>A request that the workspace refuses.</summary>
internal sealed class ServiceException(int status, string code, string message) : Exception(message)
{
    public const string InvalidJobDefinition = "InvalidJobDefinition";

    public Answer Answer => Answer.Error(status, code, Message);

    public static ServiceException BadRequest(string message) => new(400, "InvalidRequest", message);

    public static ServiceException NotFound(string what, string id) => new(404, "ResourceNotFound", $"The {what} '{id}' was not found.");
}
