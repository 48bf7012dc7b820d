namespace QaaHybrid.Circuits;

/// <summary>All ways to a gradient, by name.</summary>
public static class GradientMethods
{
    /// <summary>The methods: <c>adjoint</c>, <c>shift</c>, <c>spsa</c> and <c>difference</c>.</summary>
    public static IReadOnlyList<IGradientMethod> All { get; } =
    [
        new Method("adjoint", "one pass forward and one back on the exact simulator", true, (_, problem, _) => Task.FromResult(
            AdjointGradient.Of(problem.Circuit, [.. problem.Theta], [.. problem.Weights], [.. problem.Input ?? []]))),
        new Method("shift", "parameter shift: exact, from values at far angles", false, (backend, problem, cancellationToken) => ParameterShift.OfAsync(
            backend, problem.Circuit, problem.Theta, problem.Weights, problem.Input, problem.Shots, problem.Seed, cancellationToken)),
        new Method("spsa", "an estimate from two values at random signs", false, (backend, problem, cancellationToken) => Spsa.OfAsync(
            backend, problem.Circuit, problem.Theta, problem.Weights, input: problem.Input, shots: problem.Shots, seed: problem.Seed,
            cancellationToken: cancellationToken)),
        new Method("difference", "central differences, a check of the others", true, (backend, problem, cancellationToken) => FiniteDifferences.OfAsync(
            backend, problem.Circuit, problem.Theta, problem.Weights, input: problem.Input, cancellationToken: cancellationToken)),
    ];

    /// <summary>The method of a name; null where there is none.</summary>
    public static IGradientMethod? Find(string name) => All.FirstOrDefault(method => method.Name == name);

    private sealed record Method(
        string Name, string Description, bool NeedsExactValues,
        Func<IQuantumBackend, GradientProblem, CancellationToken, Task<GradientResult>> Run) : IGradientMethod
    {
        public Task<GradientResult> OfAsync(IQuantumBackend backend, GradientProblem problem, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(problem);
            return NeedsExactValues && problem.Shots is { } shots
                ? throw new ArgumentException($"{Name} needs exact values and cannot use {shots} shots; shift and spsa can", nameof(problem))
                : Run(backend, problem, cancellationToken);
        }
    }
}
