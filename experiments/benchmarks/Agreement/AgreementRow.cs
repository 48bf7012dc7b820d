namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>How far two ways to the same numbers lie apart, at worst, over a campaign.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Circuits">How many circuits were.</param>
/// <param name="Worst">The largest absolute difference of any number.</param>
/// <param name="Bound">What it must not exceed.</param>
/// <param name="WorstCircuit">The circuit at which the largest difference was.</param>
public sealed record AgreementRow(string Name, int Circuits, double Worst, double Bound, string WorstCircuit)
{
    /// <summary>Whether it is within its bound; a NaN is not.</summary>
    public bool Holds => Worst <= Bound;
}
