using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>From the result of a job to that of a circuit.</summary>
public sealed partial class AzureBackend
{
    // Packed circuits are wider; what is read of them is read part by part.
    private const int WidestListed = 20;

    /// <summary>
    /// Counts of a job as a backend gives them, with ⟨Z⟩ of every qubit. Shots in which a qubit was lost (<c>-</c>) say nothing about the state, and are left
    /// out.
    /// </summary>
    /// <param name="result">What the job measured.</param>
    /// <exception cref="ResultFormatException">It holds other things than bits, or no shot in which every qubit was read.</exception>
    public static BackendResult ResultOf(JobResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!result.IsBits)
            throw new ResultFormatException("the outcomes are no strings of bits, so that there is no <Z>");
        var read = result.Counts.Where(entry => !entry.Key.Contains('-', StringComparison.Ordinal)).ToList();
        return read.Count > 0
            ? Measurement.OfCounts(read[0].Key.Length, read)
            : throw new ResultFormatException($"there is no shot in which every qubit was read ({result.FailedShots} failed, {result.LostShots} lost a qubit)");
    }

    private BackendResult Result(JobDraft draft, JobResult result)
    {
        var read = draft.IsExact ? Exact(draft.Circuit, result) : ResultOf(result);
        return read.Qubits == draft.Circuit.Qubits ? read : throw new ResultFormatException(
            $"{Target} answered {read.Qubits} results a shot for {draft.Circuit.Name}, which has {draft.Circuit.Qubits} qubits");
    }

    private BackendResult Exact(Circuit circuit, JobResult result)
    {
        IReadOnlyList<DistributionPart> parts = result.Probabilities is { Count: > 0 } known
            ? [new DistributionPart([.. Enumerable.Range(0, known.Keys.First().Length)], known)]
            : result.ProbabilityParts;
        var qubits = parts.Sum(part => part.Positions.Count);
        if (qubits == 0)
            throw new ResultFormatException($"{Target} told no probabilities of {circuit.Name}, though it is exact");
        return qubits <= WidestListed
            ? Measurement.Exact(DistributionPart.Marginal(parts, 0, qubits))
            : new BackendResult(qubits, [.. Enumerable.Range(0, qubits).Select(q => DistributionPart.Marginal(parts, q, 1)).Select(bit => bit[0] - bit[1])], Parts: parts);
    }
}
