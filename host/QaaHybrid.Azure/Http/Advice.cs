namespace QaaHybrid.Azure;

/// <summary>What a user can do about an error, by its code or its status.</summary>
internal static class Advice
{
    public static string? For(int status, string code) => (status, code) switch
    {
        (_, QuantumServiceException.ConnectionFailed) => "check the network and the endpoint; a submission may be repeated under the same job id",
        (_, "AuthenticationFailed") when status == 0 =>
            "sign in (az login), set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET, or use a connection string with an access key",
        (_, QuantumServiceException.InvalidAnswer) => "repeat; if it stays so, try another api-version",
        (401, _) => "the key or token was refused: check that access keys are enabled on the workspace and the key is the current one, or that "
            + "the signed-in user is Owner or Contributor of the workspace",
        (403, "InvalidJobDefinition") => "list the workspace's targets; add the provider to the workspace in the Azure portal",
        (403, "AuthenticationFailed" or "AuthorizationPermissionMismatch" or "AuthorizationProtocolMismatch") =>
            "storage refused the signature of its address: it has expired or was changed on the way; repeat, which asks for a fresh one",
        (403, "AuthorizationFailure") => "repeat, which asks for a fresh address; if it stays so, public network access to the storage account is off, or this machine's clock is wrong",
        (403, _) => "the workspace needs its role assignment on its storage account, and the user must be Owner or Contributor of the workspace",
        (400, "InvalidJobDefinition") => "the job's description is at fault: see the message; a closed or failed session takes no further jobs",
        (404, _) => "check the id, and that it belongs to this workspace",
        (409, "TargetUnavailable") => "the target is closed at the moment: nothing was submitted; see its queue and status page, try later",
        (429, _) => "too many requests or a quota is used up: wait, or ask for fewer jobs at a time",
        ( >= 500, _) => "the service is at fault: try later; a submission may be repeated under the same job id",
        (0, "InvalidInputData" or "InvalidInputError" or "BitcodeError" or "CompilationError" or "QIRPreProcessingFailed") =>
            "the program was not accepted: check its format, its profile and the gates that the target has",
        (0, "QATTransformationFailed") => "the target takes a smaller QIR profile: compile for the base profile",
        (0, "CannotTranslateOutputData") => "ask for the provider's own output format",
        (0, "InternalError" or "ProviderTimeout") => "the provider is at fault: see its status page, and submit again under a new id",
        _ => null,
    };
}
