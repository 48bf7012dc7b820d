namespace QaaHybrid.Training;

/// <summary>
/// What whoever carries a run out can say of a trained method beyond its numbers: its circuits drawn, and how they agree with another
/// simulator. The loop stores it with the method and the report shows it; neither knows what a circuit is.
/// </summary>
/// <param name="Drawings">Circuits as SVG.</param>
/// <param name="Proofs">Agreement, a line for each circuit.</param>
public sealed record MethodEvidence(IReadOnlyList<Drawing> Drawings, IReadOnlyList<ProofLine> Proofs)
{
    /// <summary>Nothing to show.</summary>
    public static MethodEvidence None { get; } = new([], []);
}

/// <summary>A drawing.</summary>
/// <param name="Title">What is drawn.</param>
/// <param name="Svg">An <c>svg</c> element.</param>
public sealed record Drawing(string Title, string Svg);

/// <summary>How a trained circuit agrees with a referee, on one hidden vector of the model.</summary>
/// <param name="Layer">Full name of the adapted module.</param>
/// <param name="Operation">The Q# operation.</param>
/// <param name="Qubits">Size of the register.</param>
/// <param name="Gates">Gates of the circuit.</param>
/// <param name="StateError">Largest difference of an amplitude, after one global phase; double precision.</param>
/// <param name="GradientError">Relative difference of the parameter-shift gradient from the one that trained; double precision.</param>
public sealed record ProofLine(string Layer, string Operation, int Qubits, int Gates, double StateError, double GradientError);
