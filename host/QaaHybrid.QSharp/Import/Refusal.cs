using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>Words for an operation that cannot become a tape: which one, at which size, why, and where.</summary>
internal static class Refusal
{
    /// <summary>The form that an operation has to have.</summary>
    public const string Form = "(theta : Double[], qubits : Qubit[]) : Unit";

    /// <summary>A refusal for a reason of our own.</summary>
    public static CircuitImportException Of(CircuitRequest request, string reason, Exception? cause = null)
    {
        var subject = $"{request.Operation} on {request.Qubits} qubits with {request.Parameters} parameters";
        var message = $"{subject} cannot become a circuit: {reason}";
        return cause is null ? new CircuitImportException(message) : new CircuitImportException(message, cause);
    }

    /// <summary>A refusal because of what the engine said.</summary>
    /// <param name="request">Which operation.</param>
    /// <param name="e">What the engine said.</param>
    /// <param name="ran">Whether the operation ran on the simulator before.</param>
    public static CircuitImportException Of(CircuitRequest request, QSharpException e, bool ran = false) => Of(request, Reason(request, e, ran), e);

    private static string Reason(CircuitRequest request, QSharpException e, bool ran)
    {
        // Complaints about the project's own files come first and say where; those about the host's text mean the name or the form.
        if (e.Diagnostics.Any(diagnostic => diagnostic.File is not null) || e.Diagnostics.Count == 0)
            return $"{Environment.NewLine}{e.Message}";
        var project = request.ProjectDirectory ?? "the shipped library";
        return e.Diagnostics[0].Code switch
        {
            "Qdk.Qsc.Resolve.NotFound" when ran =>
                $"it is marked @Config(Unrestricted) or the like, so it exists on the simulator only ({e.Diagnostics[0].Message})",
            "Qdk.Qsc.Resolve.NotFound" => $"{project} has no operation of that name ({e.Diagnostics[0].Message})",
            { } code when code.StartsWith("Qdk.Qsc.TypeCk.", StringComparison.Ordinal) =>
                $"it has to be an operation {Form} ({e.Diagnostics[0].Message})",
            _ => e.Message,
        };
    }
}
