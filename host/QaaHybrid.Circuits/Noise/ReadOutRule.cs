namespace QaaHybrid.Circuits;

/// <summary>Which qubits are read with which error. Immutable.</summary>
public sealed class ReadOutRule
{
    private readonly HashSet<int>? _qubits;

    /// <summary>Makes a rule.</summary>
    /// <param name="error">How often such a qubit is read wrongly.</param>
    /// <param name="qubits">The qubits it is for; null means all.</param>
    public ReadOutRule(ReadOutError error, IEnumerable<int>? qubits = null)
    {
        if (error is not { P01: >= 0 and <= 1, P10: >= 0 and <= 1 })
            throw new ArgumentOutOfRangeException(nameof(error), error, "probabilities lie from 0 to 1");
        Error = error;
        _qubits = qubits is null ? null : [.. qubits];
    }

    /// <summary>How often such a qubit is read wrongly.</summary>
    public ReadOutError Error { get; }

    /// <summary>Whether it is for this qubit.</summary>
    public bool Covers(int qubit) => _qubits?.Contains(qubit) ?? true;

    /// <summary>The rule where only some qubits are left, under new numbers.</summary>
    internal ReadOutRule OnQubits(int[] qubits) => new(Error, _qubits is null ? null : Enumerable.Range(0, qubits.Length).Where(i => Covers(qubits[i])));
}
