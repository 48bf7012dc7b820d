namespace QaaHybrid.AzureEmulator;

/// <summary>What goes wrong at a step.</summary>
public enum FaultKind
{
    /// <summary>401 with an empty body and <c>www-authenticate</c>, as recorded of a refused key. In a file: <c>401</c>.</summary>
    Unauthorized,

    /// <summary>403; at storage AuthorizationFailure, elsewhere as where the workspace lacks its role on its storage account. <c>403</c>.</summary>
    Forbidden,

    /// <summary>409 TargetUnavailable, as recorded. <c>409</c>.</summary>
    Conflict,

    /// <summary>429 with <c>Retry-After</c> where <see cref="Fault.RetryAfter"/> says so. <c>429</c>.</summary>
    TooManyRequests,

    /// <summary>500. <c>500</c>.</summary>
    InternalError,

    /// <summary>503. <c>503</c>.</summary>
    Unavailable,

    /// <summary>The connection is cut before the request has any effect. <c>cut-before</c>.</summary>
    CutBefore,

    /// <summary>The request takes effect and the connection is cut before the first byte of the answer. <c>cut-after</c>.</summary>
    CutAfter,

    /// <summary>The request takes effect and the connection is cut in the middle of the answer. <c>cut-during</c>.</summary>
    CutDuring,

    /// <summary>Signatures in the answer have expired already. <c>expired-sas</c>.</summary>
    ExpiredSas,

    /// <summary>At <see cref="Steps.JobRun"/>: the job ends as Failed. <c>fail</c>.</summary>
    Fail,

    /// <summary>At <see cref="Steps.JobRun"/>: the job stays Executing until it is cancelled or deleted. <c>hang</c>.</summary>
    Hang,

    /// <summary>At <see cref="Steps.JobRun"/>: somebody else cancels the job. <c>cancel</c>.</summary>
    Cancel,
}
