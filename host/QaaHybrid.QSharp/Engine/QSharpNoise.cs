namespace QaaHybrid.QSharp;

/// <summary>Noise of the simulator, applied after every gate and once more before a measurement.</summary>
/// <param name="X">Probability of a Pauli X.</param>
/// <param name="Y">Probability of a Pauli Y.</param>
/// <param name="Z">Probability of a Pauli Z.</param>
/// <param name="Loss">Probability that a qubit is lost; it then measures as <c>Loss</c>.</param>
public sealed record QSharpNoise(double X = 0, double Y = 0, double Z = 0, double Loss = 0);
