using System.CommandLine;
using System.Globalization;
using QaaHybrid.Cli.Commands.Azure;
using QaaHybrid.Cli.Commands.Circuits;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa verify RUN</c>: a trained adapter's circuits on a backend against the exact simulator.</summary>
internal static class VerifyCommand
{
    // A longer table is for --json.
    private const int ShownRows = 60;

    private static readonly Argument<string?> RunArgument = new("RUN") { Description = "the run's folder", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> RunOption = new("--run") { Description = "the same", HelpName = "RUN" };
    private static readonly Option<string?> Method = new("--method") { Description = "the method, where the run has several", HelpName = "NAME" };
    private static readonly Option<int?> Vectors = new Option<int?>("--vectors") { Description = "hidden vectors of each layer (default: 1)", HelpName = "N" }.AtLeast(1);

    public static Command Create()
    {
        var command = new Command("verify", "measure a trained adapter's circuits on a backend and hold them against the exact simulator") { RunArgument, RunOption, Method, Vectors };
        BackendOptions.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            var folder = context.Get(RunOption) ?? context.Get(RunArgument) ?? throw new UsageException("expected the folder of a run");
            await using var session = new QaaSession();
            var jobs = new JobRemarks(context) { TellsRepeats = true };
            await using var azure = await BackendOptions.OpenAzureAsync(context, jobs, cancellationToken).ConfigureAwait(true);
            var backend = BackendOptions.Create(context, session, azure);
            var shots = BackendOptions.ShotCount(context);
            using var model = await TrainedModel.OpenAsync(session, folder, context.Get(Method), context.Threads, cancellationToken).ConfigureAwait(true);
            var result = await jobs.DuringAsync(() => Verification.RunAsync(
                session.Circuits, model, backend,
                BackendOptions.IsMitigated(context) ? (inner, circuit, cancellation) => BackendOptions.MitigatedAsync(context, session, inner, circuit, cancellation) : null,
                shots, context.Get(Vectors) ?? 1, context.Seed ?? 0, cancellationToken), cancellationToken).ConfigureAwait(true);
            context.Answer(
                Document(folder, model.Method.Name, backend.Name, azure?.IsEmulator, shots, result), Text(azure is null ? backend.Name : azure.Called(backend.Name), shots, result));
        });
    }

    private static object Document(string run, string method, string backend, bool? emulator, int? shots, VerificationResult result) => new
    {
        run, method, backend, emulator, shots,
        circuits = result.Circuits.Select(circuit => new
        {
            circuit.Layer, circuit.Vector,
            z = circuit.ReadsAmplitudes ? null : circuit.Numbers.Select(number => Document(number, qubit: number.Index)),
            amplitudes = circuit.ReadsAmplitudes ? circuit.Numbers.Select(number => Document(number, state: number.Index)) : null,
            counts = Test(circuit.Counts),
        }),
        before = result.Before, after = result.After, counts = Test(result.Counts),
        usage = result.Usage,
    };

    private static object Document(VerifiedNumber number, int? qubit = null, int? state = null) => new
    {
        qubit, state, number.Exact, measured = number.Measured.Value, measured_error = Error(number.Measured),
        mitigated = number.Mitigated?.Value, mitigated_error = number.Mitigated is { } after ? Error(after) : null,
    };

    private static double? Error(Deviation deviation) => deviation.Error > 0 ? deviation.Error : null;

    private static object? Test(CountsTest? test) => test is null ? null : new { test.ChiSquare, test.DegreesOfFreedom, test.PValue };

    private static string Text(string backend, int? shots, VerificationResult result)
    {
        var mitigated = result.After is not null;
        var rows = result.Circuits.SelectMany(circuit => circuit.Numbers.Select(number => (string[])
        [
            circuit.Layer, Whole(circuit.Vector), $"{(circuit.ReadsAmplitudes ? "amplitude" : "<Z> of qubit")} {Whole(number.Index)}", Number(number.Exact),
            Measured(number.Measured), Pull(number.Measured), .. number.Mitigated is { } after ? [Measured(after), Pull(after)] : Array.Empty<string>(),
        ])).ToList();
        var table = TextTable.Lines(
            ["layer", "vector", "number", "exact", "measured", "off by", .. mitigated ? ["mitigated", "off by"] : Array.Empty<string>()], rows.Take(ShownRows));
        List<string> lines = [.. table];
        if (rows.Count > ShownRows)
            lines.Add($"… and {rows.Count - ShownRows} more; --json gives all");
        lines.Add("");
        lines.Add($"{backend}, {(shots is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:#,0} shots a circuit") : "exact values")}: {Summary(result.Before)}");
        if (result.After is { } corrected)
            lines.Add($"behind mitigation: {Summary(corrected)}");
        if (result.Counts is { } test)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"counts against the exact probabilities: chi square {test.ChiSquare:0.0} of {test.DegreesOfFreedom} degrees of freedom, p = {test.PValue:0.###}"));
        var usage = result.Usage;
        lines.Add($"{Counted.Of(usage.Circuits, "circuit")}, {Counted.Of(usage.Shots, "shot")}{(usage.Jobs > 0 ? $", {Counted.Of(usage.Jobs, "job")}" : "")}{(usage.Unit.Length > 0 ? $", {usage.PriceText()}" : "")}");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Summary(DeviationSummary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Values} values, off by {Small(summary.MeanAbsolute)} in the mean and {Small(summary.MostAbsolute)} at most{(summary.MeanSquaredPull is { } pull ? string.Create(CultureInfo.InvariantCulture, $"; mean square {pull:0.00} in standard errors, where shots alone give about 1") : "")}");

    private static string Measured(Deviation deviation) => Number(deviation.Value) + (deviation.Error > 0 ? $" ± {Number(deviation.Error)}" : "");

    private static string Pull(Deviation deviation) =>
        deviation.Pull is { } pull ? string.Create(CultureInfo.InvariantCulture, $"{pull:+0.0;-0.0;0.0} σ") : Small(deviation.Difference);

    private static string Small(double value) => value.ToString(Math.Abs(value) is > 0 and < 1e-4 ? "0.0e-0" : "0.0000", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
