using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>The Q# text that the host sends: entry points to compile, blocks to run. Angles stand in it as literals.</summary>
internal static partial class QSharpProgram
{
    /// <summary>Whether this is a name like <c>QaaHybrid.Ansatz.RYRing</c> and nothing else.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>
    /// The entry point that an import compiles: the operation on a fresh register, then the only measurements there may be.
    /// </summary>
    public static string EntryPoint(CircuitRequest request, IEnumerable<double> theta) =>
        $"""
        use qubits = Qubit[{request.Qubits}];
        {Call(request, theta)}
        Std.Measurement.MResetEachZ(qubits)
        """;

    /// <summary>The entry point of a whole circuit, bound: its stages on a fresh register, then the measurements.</summary>
    public static string EntryPoint(CircuitOrigin origin, int qubits, IReadOnlyList<double> theta) =>
        $"""
        let theta : Double[] = {QSharpText.Literal(theta)};
        use qubits = Qubit[{qubits}];
        {Stages(origin.Stages)}
        Std.Measurement.MResetEachZ(qubits)
        """;

    /// <summary>A whole program as a source file: <c>Main</c> applies a circuit, bound, to a fresh register and measures it.</summary>
    public static string SourceFile(CircuitOrigin origin, int qubits, IReadOnlyList<double> theta, string summary) =>
        $$"""
        /// # Summary
        /// {{summary}}
        @EntryPoint()
        operation Main() : Result[] {
            let theta : Double[] = {{QSharpText.Literal(theta)}};
            use qubits = Qubit[{{qubits}}];
            {{string.Join(Environment.NewLine + "    ", origin.Stages.Select(Stage))}}
            Std.Measurement.MResetEachZ(qubits)
        }

        """;

    /// <summary>A lambda of the register that applies a whole circuit, bound: what Q# draws.</summary>
    public static string Lambda(CircuitOrigin origin, IReadOnlyList<double> theta) =>
        $"qubits => {{ let theta : Double[] = {QSharpText.Literal(theta)}; {Stages(origin.Stages)} }}";

    /// <summary>A block that runs the operation on a product state (Ry, then Rz, on every qubit) and shows the state.</summary>
    public static string DumpFromProductState(CircuitRequest request, IReadOnlyList<double> theta, IReadOnlyList<(double Ry, double Rz)> product)
    {
        var preparation = new StringBuilder();
        for (var q = 0; q < product.Count; q++)
            preparation
                .Append(CultureInfo.InvariantCulture, $"Ry({QSharpText.Literal(product[q].Ry)}, qubits[{q}]); ")
                .Append(CultureInfo.InvariantCulture, $"Rz({QSharpText.Literal(product[q].Rz)}, qubits[{q}]); ");
        return $$"""
            {
                use qubits = Qubit[{{request.Qubits}}];
                {{preparation}}
                {{Call(request, theta)}}
                Std.Diagnostics.DumpMachine();
                ResetAll(qubits);
            }
            """;
    }

    /// <summary>A block that only counts gates: it evaluates every <c>Fact</c> without holding a state.</summary>
    public static string Count(CircuitRequest request, IEnumerable<double> theta) => $"{{ {EntryPoint(request, theta)} }}";

    /// <summary>A block that shows the state of one circuit at many points, one dump each. All rows have an input, or none has.</summary>
    public static string DumpRows(CircuitOrigin origin, int qubits, IReadOnlyList<BackendRun> rows)
    {
        var load = rows[0].Input is null ? "" : "Std.StatePreparation.PreparePureStateD(input, qubits);";
        var literals = rows.Select(row => $"({Array(row.Input ?? [])}, {Array(row.Theta)})");
        return $$"""
            {
                let none : Double[] = [];
                let rows : (Double[], Double[])[] = [{{string.Join(", ", literals)}}];
                for (input, theta) in rows {
                    use qubits = Qubit[{{qubits}}];
                    {{load}}
                    {{Stages(origin.Stages)}}
                    Std.Diagnostics.DumpMachine();
                    ResetAll(qubits);
                }
            }
            """;
    }

    // ApplyToEach takes nothing but an operation that returns Unit. A lambda or a typed variable would ask the same of it, but the
    // compiler (qsharp-lang 1.32.5-dev) panics where a program fails inside the one or the other holds an operation with functors.
    private static string Call(CircuitRequest request, IEnumerable<double> theta) =>
        $"ApplyToEach({request.Operation}, [({QSharpText.Literal(theta)}, qubits)]);";

    // Q# finds no type for many empty literals side by side.
    private static string Array(IReadOnlyList<double> values) => values.Count == 0 ? "none" : QSharpText.Literal(values);

    private static string Stages(IReadOnlyList<CircuitStage> stages) => string.Join(Environment.NewLine, stages.Select(Stage));

    private static string Stage(CircuitStage stage)
    {
        var angles = stage.Bound is not null
            ? QSharpText.Literal(stage.Bound)
            : $"theta[{stage.FirstParameter}..{stage.FirstParameter + stage.Parameters - 1}]";
        return $"{(stage.Adjoint ? "Adjoint " : "")}{stage.Operation}({angles}, qubits);";
    }

    [GeneratedRegex(@"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")]
    private static partial Regex Name();
}
