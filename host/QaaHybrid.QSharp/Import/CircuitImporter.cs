using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// Turns a Q# operation into a tape. It is compiled at four points (<see cref="ProbePoints"/>): three to the base profile give every angle
/// as scale · θ[k] + offset; the fourth, at fresh angles and to <c>adaptive_ri</c>, checks these and shows every measurement and reset,
/// which the base profile hides. Before that the operation runs once on Microsoft's simulator, because a compile to QIR skips
/// every <c>Fact</c>; the state of that run is what the finished tape is held against.
/// </summary>
internal static class CircuitImporter
{
    /// <summary>Raised with every change of what an import gives: it is part of the key of the cache.</summary>
    public const int Version = 1;

    // The points decide nothing but what an unlucky operation could hide behind.
    private const int Seed = 20;

    /// <summary>Imports an operation.</summary>
    /// <param name="engine">Compiles and runs.</param>
    /// <param name="request">Which operation at which size.</param>
    /// <param name="steps">How long its calls may take, and where they are told.</param>
    /// <param name="keep">Is given the path of the first compile's text, which is deleted afterwards.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CircuitImportException">It cannot become a tape; the message names the reason.</exception>
    public static async Task<Circuit> ImportAsync(
        QSharpEngine engine, CircuitRequest request, ImportSteps steps, Action<string> keep, CancellationToken cancellationToken)
    {
        if (!QSharpProgram.IsName(request.Operation))
            throw Refusal.Of(request, "the name has to be one of an operation, like QaaHybrid.Ansatz.RYRing");
        if (request.Qubits < 1 || request.Parameters < 0)
            throw Refusal.Of(request, "a register has at least 1 qubit, and parameters are not fewer than 0");
        var ran = false;
        try
        {
            var points = ProbePoints.Draw(request.Parameters, Seed);
            var referee = await Referee.RunAsync(engine, request, points.Check, steps, cancellationToken);
            ran = true;
            using var compiler = new PointCompiler(engine, request, steps);
            var check = await CheckedAsync(compiler, points.Check, cancellationToken);
            var firstText = await compiler.CompileAsync(points.First, "base", cancellationToken);
            var gates = await RecoverAsync(compiler, points, Tape.Read(firstText).ToCircuit(request.Operation).Gates, check.Gates, cancellationToken);
            var circuit = new Circuit(request.Operation, request.Qubits, check.AuxiliaryQubits, request.Parameters, gates, OriginOf(request));
            referee.Hold(circuit);
            keep(firstText);
            return circuit;
        }
        catch (QSharpException e) when (IsFaultOfTheProgram(e))
        {
            throw Refusal.Of(request, e, ran);
        }
        catch (QirFormatException e)
        {
            throw Refusal.Of(
                request, $"it compiles to something that a tape does not have, such as an intrinsic operation of its own ({e.Message})", e);
        }
    }

    /// <summary>What the tape of an operation comes from.</summary>
    public static CircuitOrigin OriginOf(CircuitRequest request) =>
        new(request.ProjectDirectory, [new CircuitStage(request.Operation, false, 0, request.Parameters, null)]);

    /// <summary>Whether the Q# is to blame, or the compiler's way with it; not a missing Node or a full disk.</summary>
    public static bool IsFaultOfTheProgram(QSharpException e) =>
        e.Failure is not (QSharpFailure.Setup or QSharpFailure.File or QSharpFailure.Cancelled);

    /// <summary>The gates with their angles as functions of θ: what the first and the last compile gave, and two more.</summary>
    private static async Task<Gate[]> RecoverAsync(
        PointCompiler compiler, ProbePoints points, IReadOnlyList<Gate> first, IReadOnlyList<Gate> check, CancellationToken cancellationToken)
    {
        var second = (await compiler.GatesAsync(points.Second, cancellationToken)).Gates;
        var third = (await compiler.GatesAsync(points.Third, cancellationToken)).Gates;
        foreach (var (others, theta) in new[] { (second, points.Second), (third, points.Third), (check, points.Check) })
            if (Tape.FirstDifference(first, others) is { } at)
                throw await Diagnosis.OfBranchAsync(compiler, first, points.First, others, theta, at, cancellationToken);

        var gates = first.ToArray();
        for (var i = 0; i < gates.Length; i++)
        {
            if (!gates[i].IsRotation)
                continue;
            var seen = (first[i].Angle.Offset, second[i].Angle.Offset, third[i].Angle.Offset, check[i].Angle.Offset);
            gates[i] = AngleRecovery.Recover(points, seen) is { } angle
                ? gates[i] with { Angle = angle }
                : throw await Diagnosis.OfAngleAsync(compiler, first, i, points, cancellationToken);
        }
        return gates;
    }

    /// <summary>The compile that shows measurements and resets: nothing but gates may stand before the measurements that the host added.</summary>
    private static async Task<Circuit> CheckedAsync(PointCompiler compiler, double[] theta, CancellationToken cancellationToken)
    {
        var program = Tape.Read(await compiler.CompileAsync(theta, "adaptive_ri", cancellationToken));
        var own = program.Calls.Count - compiler.Request.Qubits;
        foreach (var call in program.Calls.Take(own))
            if (call.Kind != QirCallKind.Gate)
                throw await Diagnosis.OfMeasurementAsync(compiler, theta, call, program.BranchLine is not null, cancellationToken);
        return program.ToCircuit(compiler.Request.Operation);
    }
}
