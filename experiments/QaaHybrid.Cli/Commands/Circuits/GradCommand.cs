using System.CommandLine;
using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit grad</c>: the gradient of Σ wᵢ⟨Zᵢ⟩.</summary>
internal static class GradCommand
{
    private static readonly Option<string> Weights = new("--weights") { Description = "w1,…,wn or @FILE: one for each qubit", HelpName = "VALUES", Required = true };
    private static readonly Option<string?> Input = new("--input") { Description = "real amplitudes it starts from, 0.1,0.2,… or @FILE (default: |0…0⟩)", HelpName = "VALUES" };
    private static readonly Option<string> Method = new("--method") { Description = "adjoint, shift (parameter shift) or spsa", DefaultValueFactory = _ => "adjoint" };
    private static readonly Option<string> Backend = new("--backend") { Description = "what runs the circuits of shift and spsa: simulator or qsharp", HelpName = "NAME", DefaultValueFactory = _ => "simulator" };
    private static readonly Option<int?> Shots = new Option<int?>("--shots") { Description = "measure each circuit of shift and spsa this often (default: exact values)", HelpName = "S" }.AtLeast(1);

    public static Command Create()
    {
        var command = new Command("grad", "the gradient of a weighted sum of <Z> with respect to the angles") { Weights, Input, Method, Backend, Shots };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var (circuit, theta) = await CircuitArguments.ReadBoundAsync(context, session, cancellationToken).ConfigureAwait(false);
            var weights = CircuitArguments.Numbers("--weights", context.Get(Weights)!);
            if (weights.Count != circuit.Qubits)
                throw new UsageException($"--weights has {weights.Count} values, {circuit.Name} has {circuit.Qubits} qubits");
            var input = CircuitArguments.InputState(context.Get(Input), circuit);
            var backend = session.Backend(context.Get(Backend)!);
            var (shots, seed) = (context.Get(Shots), context.Seed ?? 0);
            var result = context.Get(Method) switch
            {
                "adjoint" => AdjointGradient.Of(circuit, [.. theta], [.. weights], [.. input ?? []]),
                "shift" => await ParameterShift.OfAsync(backend, circuit, theta, weights, input, shots, seed, cancellationToken).ConfigureAwait(false),
                "spsa" => await Spsa.OfAsync(backend, circuit, theta, weights, input: input, shots: shots, seed: seed, cancellationToken: cancellationToken).ConfigureAwait(false),
                var other => throw new UsageException($"--method is '{other}', expected adjoint, shift or spsa"),
            };
            context.Answer(
                new { result.Value, result.Gradient, result.Evaluations },
                string.Join(Environment.NewLine, result.Gradient.Select((value, parameter) => string.Create(CultureInfo.InvariantCulture, $"θ{parameter,-4} {value,14:0.0000000000}"))
                    .Prepend(string.Create(CultureInfo.InvariantCulture, $"value {result.Value:0.0000000000}, {result.Evaluations} evaluations"))));
        });
    }
}
