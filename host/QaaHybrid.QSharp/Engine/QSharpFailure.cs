namespace QaaHybrid.QSharp;

/// <summary>What kind of thing went wrong in the Q# engine.</summary>
public enum QSharpFailure
{
    /// <summary>Node or the compiler package is missing; the message says what to install.</summary>
    Setup,

    /// <summary>The engine did not understand a request.</summary>
    Request,

    /// <summary>The folder holds no Q# project.</summary>
    Project,

    /// <summary>The Q# does not compile, or needs more than the profile has.</summary>
    Compile,

    /// <summary>The Q# program failed while it ran.</summary>
    Run,

    /// <summary>The resource estimator found nothing to estimate, or no answer.</summary>
    Estimate,

    /// <summary>No answer within the time limit; the engine's thread was replaced.</summary>
    Timeout,

    /// <summary>The compiler itself broke; the engine's thread or process was replaced.</summary>
    Panic,

    /// <summary>A file could not be read or written.</summary>
    File,

    /// <summary>The request was cancelled.</summary>
    Cancelled,
}
