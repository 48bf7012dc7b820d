using System.Numerics;

namespace QaaHybrid.Circuits;

/// <summary>
/// What noise does to one or two qubits: ρ → Σ_k K_k ρ K_k†, with Σ_k K_k† K_k = 1. Immutable.
/// </summary>
public abstract class NoiseChannel
{
    private protected NoiseChannel(int qubits) => Qubits = qubits;

    /// <summary>How many qubits it acts on, 1 or 2.</summary>
    public int Qubits { get; }

    /// <summary>Whether it does nothing.</summary>
    public abstract bool IsIdentity { get; }

    /// <summary>The operators K_k, [2^k, 2^k] each; the first qubit is the more significant bit.</summary>
    public abstract IReadOnlyList<Complex[,]> KrausOperators { get; }

    /// <summary>
    /// With probability <paramref name="p"/> one of X, Y, Z, each as likely: (1-p) ρ + p/3 (XρX + YρY + ZρZ), as in PennyLane and Q#.
    /// </summary>
    /// <remarks>It shrinks the Bloch vector by 1 - 4p/3; a channel (1-λ) ρ + λ 1/2 has λ = 4p/3.</remarks>
    public static PauliChannel Depolarizing(double p) => Pauli(Probability(p, nameof(p)) / 3, p / 3, p / 3);

    /// <summary>With probability <paramref name="p"/> one of the 15 pairs of Paulis other than II, each as likely.</summary>
    /// <remarks>A channel (1-λ) ρ + λ 1/4 has λ = 16p/15.</remarks>
    public static PauliChannel TwoQubitDepolarizing(double p)
    {
        Probability(p, nameof(p));
        return new PauliChannel([1 - p, .. Enumerable.Repeat(p / 15, 15)]);
    }

    /// <summary>X with probability <paramref name="p"/>.</summary>
    public static PauliChannel BitFlip(double p) => Pauli(Probability(p, nameof(p)), 0, 0);

    /// <summary>Z with probability <paramref name="p"/>.</summary>
    public static PauliChannel PhaseFlip(double p) => Pauli(0, 0, Probability(p, nameof(p)));

    /// <summary>Y, which is both flips, with probability <paramref name="p"/>.</summary>
    public static PauliChannel BitPhaseFlip(double p) => Pauli(0, Probability(p, nameof(p)), 0);

    /// <summary>X, Y or Z with these probabilities, which sum to at most 1.</summary>
    public static PauliChannel Pauli(double x, double y, double z) => new([1 - x - y - z, x, y, z]);

    /// <summary>
    /// Loss of phase, diag(1, √(1-λ)) and diag(0, √λ): coherences shrink by √(1-λ). The same map as a phase flip of probability
    /// (1 - √(1-λ)) / 2, and made as that.
    /// </summary>
    public static PauliChannel PhaseDamping(double lambda) => PhaseFlip((1 - Math.Sqrt(1 - Probability(lambda, nameof(lambda)))) / 2);

    /// <summary>Decay of |1⟩ to |0⟩ with probability <paramref name="gamma"/>.</summary>
    public static AmplitudeDampingChannel AmplitudeDamping(double gamma) => new(gamma);

    private protected static double Probability(double p, string name) => p is >= 0 and <= 1
        ? p
        : throw new ArgumentOutOfRangeException(name, p, "a probability lies from 0 to 1");
}
