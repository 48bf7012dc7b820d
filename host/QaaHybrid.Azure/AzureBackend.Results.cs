using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>From the result of a job to that of a circuit.</summary>
public sealed partial class AzureBackend
{
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
        var known = result.Probabilities ?? throw new ResultFormatException($"{Target} told no probabilities of {circuit.Name}, though it is exact");
        var probabilities = new double[1 << circuit.Qubits];
        foreach (var (bits, probability) in known)
            probabilities[Convert.ToInt32(bits, 2)] = probability;
        return Measurement.Exact(probabilities);
    }
}
