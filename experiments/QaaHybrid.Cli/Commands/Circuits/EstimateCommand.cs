using System.CommandLine;
using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit estimate</c>: what the circuit would need on fault-tolerant machines.</summary>
internal static class EstimateCommand
{
    private static readonly Option<string?> QubitModel = new("--qubit-model") { Description = $"one of {string.Join(", ", QubitModels.All)} (default: all)", HelpName = "NAME" };
    private static readonly Option<double> ErrorBudget = new("--error-budget") { Description = "how often the whole run may fail, above 0 and below 1", HelpName = "P", DefaultValueFactory = _ => 0.001 };

    public static Command Create()
    {
        var command = new Command("estimate", "logical qubits, depth, T gates, physical qubits and run time on fault-tolerant machines, by Microsoft's estimator; without --theta at angles that are nothing special") { QubitModel, ErrorBudget };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            var budget = context.Get(ErrorBudget);
            if (budget is not (> 0 and < 1))
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--error-budget is {budget}, expected a number above 0 and below 1"));
            if (context.Get(QubitModel) is { } unknown && !QubitModels.All.Contains(unknown))
                throw new UsageException($"there is no qubit model '{unknown}'; {NearestName.Hint(unknown, [.. QubitModels.All])}");
            await using var session = new QaaSession();
            var (circuit, theta) = await CircuitArguments.ReadAsync(context, session, cancellationToken).ConfigureAwait(false);
            var models = context.Get(QubitModel) is { } name ? [name] : QubitModels.All;
            var estimates = await session.Engine.EstimateAsync(circuit, theta ?? Generic(circuit.Parameters), models, budget, cancellationToken).ConfigureAwait(false);
            context.Answer(
                new { operation = circuit.Name, estimates.ErrorBudget, estimates.Counts, models = estimates.Models.Select(Document) },
                Text(circuit, estimates));
        });
    }

    // No multiple of π/4, where a rotation is a Clifford gate or a T gate, and no two alike: fractions of the golden ratio.
    private static double[] Generic(int parameters) => [.. Enumerable.Range(1, parameters).Select(i => 0.1 + i * 0.6180339887498949 % 1)];

    private static object Document(QubitModelEstimate model) => model.Resources is { } resources
        ? new
        {
            model.QubitModel, resources.QecScheme, resources.CodeDistance, resources.LogicalQubits, resources.LogicalDepth, resources.TStates, resources.TFactories,
            resources.PhysicalQubits, runtime_ns = resources.RuntimeNanoseconds,
        }
        : new { model.QubitModel, model.Failure };

    private static string Text(Circuit circuit, ResourceEstimates estimates)
    {
        var counts = estimates.Counts;
        string[] head =
        [
            circuit.Name,
            $"  {counts.Qubits} qubits, {counts.TCount} T gates, {counts.CczCount + counts.CcixCount} CCZ gates, {counts.RotationCount} rotations (depth {counts.RotationDepth}), {counts.MeasurementCount} measurements",
            string.Create(CultureInfo.InvariantCulture, $"  error budget {estimates.ErrorBudget}"),
            "",
        ];
        var table = TextTable.Lines(
            ["qubit model", "code", "distance", "logical qubits", "depth", "T states", "factories", "physical qubits", "run time"],
            estimates.Models.Where(model => model.Resources is not null).Select(Row));
        var failures = estimates.Models.Where(model => model.Failure is not null).Select(model => $"{model.QubitModel}: {model.Failure}");
        return string.Join(Environment.NewLine, head.Concat(table).Concat(failures));
    }

    private static string[] Row(QubitModelEstimate model)
    {
        var resources = model.Resources!;
        return
        [
            model.QubitModel, resources.QecScheme, Number(resources.CodeDistance), Number(resources.LogicalQubits), Number(resources.LogicalDepth), Number(resources.TStates),
            Number(resources.TFactories), Number(resources.PhysicalQubits), Duration(resources.RuntimeNanoseconds),
        ];
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(double nanoseconds)
    {
        var (value, unit) = nanoseconds switch
        {
            < 1e3 => (nanoseconds, "ns"),
            < 1e6 => (nanoseconds / 1e3, "µs"),
            < 1e9 => (nanoseconds / 1e6, "ms"),
            < 60e9 => (nanoseconds / 1e9, "s"),
            < 3600e9 => (nanoseconds / 60e9, "min"),
            _ => (nanoseconds / 3600e9, "h"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}");
    }
}
