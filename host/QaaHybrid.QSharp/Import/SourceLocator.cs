using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// The Q# line behind a gate, by Q#'s own drawing with source locations. What it gives reads " in FILE(LINE,COLUMN)", or is empty where the
/// drawing does not tell: a controlled rotation, for instance, is drawn as one gate and compiled to several.
/// </summary>
internal static class SourceLocator
{
    /// <summary>The first measurement or reset.</summary>
    public static async Task<string> MeasurementAsync(PointCompiler compiler, double[] theta, CancellationToken cancellationToken)
    {
        var drawn = await DrawnAsync(compiler, theta, cancellationToken);
        return Place(drawn.Where(gate => gate.Kind != "unitary").MinBy(gate => (gate.File, gate.Line, gate.Column)));
    }

    /// <summary>One rotation of the tape: the so-manieth of its kind on its qubits, if tape and drawing have equally many of them.</summary>
    public static async Task<string> RotationAsync(
        PointCompiler compiler, IReadOnlyList<Gate> gates, int at, double[] theta, CancellationToken cancellationToken)
    {
        bool IsLike(Gate gate) => gate.Kind == gates[at].Kind && gate.Q0 == gates[at].Q0 && gate.Q1 == gates[at].Q1;
        bool IsDrawnLike(QSharpDrawnGate gate) =>
            string.Equals(gate.Name, gates[at].Kind.ToString(), StringComparison.OrdinalIgnoreCase) && gate.Controls.Count == 0
            && gate.Targets.SequenceEqual(gates[at].Q1 < 0 ? [gates[at].Q0] : [gates[at].Q0, gates[at].Q1]);

        var drawn = (await DrawnAsync(compiler, theta, cancellationToken)).Where(IsDrawnLike).ToArray();
        return drawn.Length == gates.Count(IsLike) ? Place(drawn[gates.Take(at).Count(IsLike)]) : "";
    }

    private static async Task<IEnumerable<QSharpDrawnGate>> DrawnAsync(PointCompiler compiler, double[] theta, CancellationToken cancellationToken)
    {
        var request = compiler.Request;
        try
        {
            var lambda = $"qubits => {{ {request.Operation}({QSharpText.Literal(theta)}, qubits); }}";
            var drawing = await compiler.Engine.DrawAsync(request.ProjectDirectory, lambda, request.Qubits, true, cancellationToken);
            return drawing.Columns.SelectMany(column => column);
        }
        catch (QSharpException)
        {
            // The refusal stands without the place.
            return [];
        }
    }

    private static string Place(QSharpDrawnGate? gate) => gate?.File is null ? "" : $" in {gate.File}({gate.Line},{gate.Column})";
}
