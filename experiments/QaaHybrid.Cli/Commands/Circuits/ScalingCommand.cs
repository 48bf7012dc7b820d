using System.CommandLine;
using System.Globalization;
using System.Numerics;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit scaling</c>: width of a vector → qubits → gates → angles, and how steep the circuit still is.</summary>
internal static class ScalingCommand
{
    private static readonly Option<string> Operation = new("--operation") { Description = "a Q# operation with its function of parameters", HelpName = "Ns.Op", DefaultValueFactory = _ => "QaaHybrid.Ansatz.RYRing" };
    private static readonly Option<string?> Project = new("--project") { Description = "folder with a qsharp.json (default: the shipped library)", HelpName = "DIR" };
    private static readonly Option<string> Layers = new("--layers") { Description = "layers of the operation, or n for as many as qubits", HelpName = "L", DefaultValueFactory = _ => "4" };
    private static readonly Option<string?> Qubits = new("--qubits") { Description = "first and last number of qubits (default: 4-12)", HelpName = "N-M" };
    private static readonly Option<string?> Widths = new("--widths") { Description = "widths of vectors to be embedded in place of --qubits, e.g. 768,1024", HelpName = "D,…" };
    private static readonly Option<int?> Samples = new Option<int?>("--samples") { Description = "random angle vectors for the variance of gradients; 0 leaves it out (default: 200)", HelpName = "S" }.AtLeast(0);
    private static readonly Option<bool> FromZero = new("--from-zero") { Description = "gradients start from |0…0⟩ in place of random real vectors" };

    public static Command Create() => new Command("scaling", "from the width of a vector to qubits, angles, gates and depth, and the variance of the gradient of <Z> of the first qubit at random angles: does it vanish?")
    {
        Operation, Project, Layers, Qubits, Widths, Samples, FromZero,
    }.Does(async (context, cancellationToken) =>
    {
        var samples = context.Get(Samples) ?? 200;
        if (samples == 1)
            throw new UsageException("--samples is 1: a variance needs two, or 0 to leave it out");
        await using var session = new QaaSession(progress: context.Remarks());
        var rows = new List<Row>();
        foreach (var (width, qubits) in Sizes(context))
        {
            var circuit = await ImportAsync(context, session, qubits, cancellationToken).ConfigureAwait(false);
            var info = CircuitInfo.Of(circuit);
            var variance = samples == 0 || circuit.Parameters == 0 ? null : GradientVariance.Of(circuit, samples, context.Seed ?? 0, !context.Get(FromZero));
            rows.Add(new(width, qubits, circuit.Parameters, info.GateCount, circuit.Gates.Count(gate => gate.Arity > 1), info.Depth, variance?.Mean, variance?.MeanError, variance?.Least, variance?.Most));
        }
        context.Answer(
            new { operation = context.Get(Operation), layers = context.Get(Layers), samples, seed = context.Seed ?? 0, from = context.Get(FromZero) ? "zero" : "random vectors", rows },
            string.Join(Environment.NewLine, TextTable.Lines(
                ["width", "qubits", "angles", "gates", "of two qubits", "depth", "Var[dL/dθ]", "±", "least", "most"],
                rows.Select(row => new[]
                {
                    Number(row.Width), Number(row.Qubits), Number(row.Angles), Number(row.Gates), Number(row.TwoQubitGates), Number(row.Depth), Number(row.Variance), Number(row.Error),
                    Number(row.Least), Number(row.Most),
                }))));
    });

    private static IEnumerable<(int Width, int Qubits)> Sizes(CommandContext context)
    {
        if (context.Get(Widths) is { } widths)
            return context.Get(Qubits) is null
                ? [.. widths.Split(',').Select(text => Whole("--widths", text, 2)).Select(width => (width, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)width))))]
                : throw new UsageException("--widths and --qubits exclude each other");
        var ends = (context.Get(Qubits) ?? "4-12").Split('-').Select(text => Whole("--qubits", text, 1)).ToList();
        if (ends.Count > 2 || ends[^1] < ends[0] || ends[^1] > 20)
            throw new UsageException($"--qubits is '{context.Get(Qubits)}', expected N or N-M, at most 20");
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1).Select(qubits => (1 << qubits, qubits));
    }

    private static async Task<Circuit> ImportAsync(CommandContext context, QaaSession session, int qubits, CancellationToken cancellationToken)
    {
        var (operation, project) = (context.Get(Operation)!, context.Get(Project));
        var layers = context.Get(Layers) == "n" ? qubits : Whole("--layers", context.Get(Layers)!, 1);
        var parameters = await session.Circuits.CountParametersAsync(project, operation, qubits, layers, cancellationToken).ConfigureAwait(false)
            ?? throw new CircuitImportException($"{operation} has no function {operation}Parameters(qubits : Int, layers : Int) : Int beside it");
        return await session.Circuits.ImportAsync(new CircuitRequest(project, operation, qubits, parameters), cancellationToken).ConfigureAwait(false);
    }

    private static int Whole(string option, string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= 1 << 20
            ? value
            : throw new UsageException($"{option}: '{text}' is no whole number of at least {least}");

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("0.00E+0", CultureInfo.InvariantCulture) ?? "–";

    private sealed record Row(int Width, int Qubits, int Angles, int Gates, int TwoQubitGates, int Depth, double? Variance, double? Error, double? Least, double? Most);
}
