using System.Text.Json.Nodes;
using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>How circuits become jobs.</summary>
public sealed record AzureBackendOptions
{
    /// <summary>How many jobs are under way at once.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Gives the Q# loader for runs that start from amplitudes; without it such runs are refused.</summary>
    public ICircuitSource? Circuits { get; init; }

    /// <summary>What all jobs together may cost. Without one only jobs are sent that are free, or that an emulator runs; the others are refused with their sum.</summary>
    public Budget? Budget { get; init; }

    /// <summary>
    /// Whether jobs that stand in the journal already count for the budget, as in a run that is resumed. Otherwise only those count that are asked for here.
    /// </summary>
    public bool BudgetCoversJournal { get; init; }

    /// <summary>Whether jobs whose price cannot be known beforehand are sent where there is no budget; a <see cref="Budget"/> decides that itself.</summary>
    public bool AcceptUnknownPrice { get; init; }

    /// <summary>Puts circuits side by side into one job, on the qubits that the target has; null gives every circuit a job of its own.</summary>
    public PackingOptions? Packing { get; init; }

    /// <summary>How many qubits the target has, where the service says so; null is the documented number.</summary>
    public int? Qubits { get; init; }

    /// <summary>Options of the provider beside the shots, such as <c>error-mitigation</c> or <c>noise</c>; null sends none.</summary>
    public JsonObject? InputParams { get; init; }

    /// <summary>The <see cref="InputParams"/> that say whether IonQ debiases; null says nothing, and its machines do then, at a minimum price some eight times as high.</summary>
    /// <param name="target">What runs the jobs.</param>
    /// <param name="debias">Whether it does.</param>
    /// <exception cref="NotSupportedException">The target is another provider's, which would not know the option.</exception>
    public static JsonObject? Debiasing(string target, bool? debias)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (debias is not { } value)
            return null;
        return target.StartsWith("ionq.", StringComparison.Ordinal) ? new JsonObject { ["error-mitigation"] = new JsonObject { ["debias"] = value } }
            : throw new NotSupportedException($"debias is an option of IonQ's targets; {target} has none");
    }

    /// <summary>What the name of a job in the workspace begins with, before that of its circuit.</summary>
    public string JobName { get; init; } = "qaa";
}
