namespace QaaHybrid.Circuits;

/// <summary>A way to the gradient of L = Σ_j w_j ⟨Z_j⟩; all of them are in <see cref="GradientMethods"/>.</summary>
public interface IGradientMethod
{
    /// <summary>The name by which the command line chooses it.</summary>
    string Name { get; }

    /// <summary>What it does, in one line.</summary>
    string Description { get; }

    /// <summary>Whether it needs exact values, so that it cannot be asked for shots.</summary>
    bool NeedsExactValues { get; }

    /// <summary>Value and gradient.</summary>
    /// <param name="backend">Runs the circuits; the adjoint method runs none and takes the exact simulator.</param>
    /// <param name="problem">What to differentiate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The method needs exact values and the problem names a number of shots.</exception>
    Task<GradientResult> OfAsync(IQuantumBackend backend, GradientProblem problem, CancellationToken cancellationToken = default);
}

/// <summary>L = Σ_j w_j ⟨Z_j⟩ of a tape at a point.</summary>
/// <param name="Circuit">The tape.</param>
/// <param name="Theta">Its parameters, radians.</param>
/// <param name="Weights">w, at most one a qubit.</param>
/// <param name="Input">Real amplitudes of the state it starts from; null starts from |0…0⟩.</param>
/// <param name="Shots">How often each circuit is measured; null asks for exact values.</param>
/// <param name="Seed">Governs everything that is drawn.</param>
public sealed record GradientProblem(
    Circuit Circuit, IReadOnlyList<double> Theta, IReadOnlyList<double> Weights, IReadOnlyList<double>? Input = null, int? Shots = null, long Seed = 0);
