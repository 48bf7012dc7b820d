namespace QaaHybrid.Circuits;

/// <summary>How often a qubit's bit is read wrongly.</summary>
/// <param name="P01">Probability that 1 is read where the qubit is 0.</param>
/// <param name="P10">Probability that 0 is read where the qubit is 1.</param>
public readonly record struct ReadOutError(double P01, double P10)
{
    /// <summary>Whether nothing is read wrongly.</summary>
    public bool IsNone => P01 == 0 && P10 == 0;

    /// <summary>Probability that the bit is read wrongly.</summary>
    internal double Of(int bit) => bit == 0 ? P01 : P10;

    /// <summary>⟨Z⟩ as it is read: (1 - P01 - P10) ⟨Z⟩ + P10 - P01.</summary>
    internal double OnZ(double z) => (1 - P01 - P10) * z + P10 - P01;

    /// <summary>Applies [[1-P01, P10], [P01, 1-P10]] to one bit of a distribution over 2ⁿ basis states, in place.</summary>
    internal void Apply(Span<double> probabilities, int bit) => BitMatrix.Apply(probabilities, bit, 1 - P01, P10, P01, 1 - P10);
}
