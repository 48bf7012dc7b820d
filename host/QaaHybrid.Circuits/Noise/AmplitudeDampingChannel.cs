using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>Decay of |1⟩ to |0⟩: diag(1, √(1-γ)) and √γ |0⟩⟨1|. What happens depends on the state.</summary>
public sealed class AmplitudeDampingChannel : NoiseChannel
{
    internal AmplitudeDampingChannel(double gamma) : base(1) => Gamma = Probability(gamma, nameof(gamma));

    /// <summary>γ, the probability that a qubit in |1⟩ decays; 1 - exp(-t / T₁) after a time t.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override bool IsIdentity => Gamma == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<Complex[,]> KrausOperators =>
        [new Complex[,] { { 1, 0 }, { 0, Math.Sqrt(1 - Gamma) } }, new Complex[,] { { 0, Math.Sqrt(Gamma) }, { 0, 0 } }];
}
