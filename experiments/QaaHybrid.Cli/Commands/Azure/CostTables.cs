using System.Globalization;
using QaaHybrid.Azure;
using QaaHybrid.Circuits;

namespace QaaHybrid.Cli.Commands.Azure;

/// <summary>What <c>qaa cost</c> answers, as documents and as text.</summary>
internal static class CostTables
{
    public static object Document(PriceEstimate price) => new
    {
        price.Target, amount = Plain(price.Amount), price.Unit, price.LowerBound, price.Gates, upper_amount = Plain(price.UpperAmount), price.Shots, price.Notes,
    };

    public static object Document(GradientCircuit circuit, int shots, GradientPrice price) => new
    {
        price.Packed.Price.Target, layer = circuit.Layer, circuit.Circuit.Qubits, price.Circuits, shots_each = shots,
        alone = Document(price.Alone), packed = Document(price.Packed), price.Packed.Price.Notes,
    };

    public static object ChargesDocument() => new
    {
        charges = RecordedCharges.Programs.Select(row => new
        {
            row.Program, row.Format, row.Shots, row.Charged, unit = "eHQC", row.Weight, row.WeightUncertainty, row.SourceWeight, row.NativeWeight, lower = row.Lower, upper = row.Upper,
        }),
        listed = RecordedCharges.Listed.Select(row => new { row.Format, row.Weights }),
        largest_ratio = RecordedCharges.LargestRatio,
    };

    public static string Text(Circuit circuit, PriceEstimate price, Budget? budget) => string.Join(Environment.NewLine, (string[])
    [
        string.Create(CultureInfo.InvariantCulture, $"{circuit.Name} on {circuit.Qubits} qubits, {price.Shots:#,0} shots on {price.Target}"),
        $"  price  {price}{Within(budget)}",
        $"  gates  {string.Join(", ", price.Gates.Select(gate => string.Create(CultureInfo.InvariantCulture, $"{gate.Value:#,0} {gate.Key}")))}",
        .. price.Notes.Select(note => $"  note   {note}"),
        "an estimate by the documentation of 2026-08-21; 'qaa cost --charges' shows the recorded charges it was held against",
    ]);

    public static string Text(GradientCircuit circuit, int shots, GradientPrice price, Budget? budget) => string.Join(Environment.NewLine, (string[])
    [
        string.Create(CultureInfo.InvariantCulture, $"one gradient of {circuit.Theta.Count} angles by the parameter-shift rule, for one hidden vector of {circuit.Layer}:"),
        string.Create(CultureInfo.InvariantCulture, $"{price.Circuits} circuits of {circuit.Circuit.Qubits} qubits, loader included, {shots:#,0} shots each, on {price.Packed.Price.Target}"),
        "",
        .. TextTable.Lines(["", "jobs", "shots", "two-qubit gates", "price", "at most", "rms error", "largest"], [Row("alone", price.Alone), Row("packed", price.Packed)]),
        "",
        "jobs are counted as they reach the device; shots are drawn by our simulator; errors are those of the gradient against the exact one, in standard errors: about 1",
        .. price.Packed.Price.Notes,
        .. budget is null ? (string[])[] : [$"packed{Within(budget)}"],
    ]);

    public static string ChargesText() => string.Join(Environment.NewLine, (string[])
    [
        "recorded charges of Quantinuum's emulators, eHQC; a shot's weight is N1 + 10 N2 + 5 Nm, HQC = 5 + shots · weight / 5000",
        "",
        .. TextTable.Lines(["program", "route", "shots", "charged", "weight charged", "by the source", "by native gates", "our lower", "our upper"], RecordedCharges.Programs.Select(row => (string[])
        [
            row.Program, row.Format, Number(row.Shots), Number(row.Charged), $"{Number(row.Weight)} ± {Number(row.WeightUncertainty)}", Number(row.SourceWeight), Number(row.NativeWeight), Number(row.Lower), Number(row.Upper),
        ])),
        "",
        .. RecordedCharges.Listed.Select(row => $"in lists, under the name of the program on 4 qubits, by {row.Format}: weights {string.Join(", ", row.Weights.Select(Number))}"),
        $"programs in OpenQASM: what the formula says; in QIR up to {Number(Math.Round(RecordedCharges.LargestRatio, 1))} times it a shot, so 2.1 times the formula is the upper figure",
        "no charge of a machine of IonQ's, Rigetti's or Quantinuum's is on record",
    ]);

    private static object Document(MeasuredGradient measured) => new
    {
        measured.Price.Jobs, measured.Price.Shots, amount = Plain(measured.Price.Amount), upper_amount = Plain(measured.Price.UpperAmount), measured.Price.Unit, measured.Price.LowerBound, measured.Price.Gates,
        rms_error = Rms(measured), largest_error = Largest(measured),
    };

    private static string[] Row(string name, MeasuredGradient measured) =>
    [
        name, Number(measured.Price.Jobs), Number(measured.Price.Shots),
        Number(measured.Price.Gates.Where(gate => gate.Key is "ms" or "zz" or "rzz" or "two_qubit").Sum(gate => gate.Value)),
        Price(measured.Price.Amount, measured.Price.Unit), measured.Price.UpperAmount is { } upper ? Price(upper, measured.Price.Unit) : "unknown",
        string.Create(CultureInfo.InvariantCulture, $"{Rms(measured):0.00}"), string.Create(CultureInfo.InvariantCulture, $"{Largest(measured):0.00}"),
    ];

    // A circuit without angles has no deviations.
    private static double Rms(MeasuredGradient measured) => Math.Sqrt(measured.Deviations.Select(deviation => deviation * deviation).DefaultIfEmpty().Average());

    private static double Largest(MeasuredGradient measured) => measured.Deviations.Select(Math.Abs).DefaultIfEmpty().Max();

    // Without the zeros at the end that a decimal keeps of its factors.
    private static decimal? Plain(decimal? amount) => amount / 1.000000000000000000000000000m;

    private static string Within(Budget? budget) => budget is null ? "" : $", within the budget of {budget}";

    private static string Price(decimal amount, string unit) => string.Create(CultureInfo.InvariantCulture, $"{amount:#,0.00} {unit}");

    private static string Number(decimal value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);
}
