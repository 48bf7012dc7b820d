using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.QSharp;

public sealed partial class QSharpEngine
{
    /// <summary>Draws what an operation does to qubits, without simulating it.</summary>
    /// <param name="project">Project folder.</param>
    /// <param name="operation">An operation or lambda of one qubit array, e.g. <c>qs => Mine.Op([0.1], qs)</c>.</param>
    /// <param name="qubits">Length of that array.</param>
    /// <param name="sourceLocations">Whether each gate carries the place of its call.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="QSharpException">It does not compile, or its gates depend on a measurement.</exception>
    public async Task<QSharpDrawing> DrawAsync(
        string? project, string operation, int qubits, bool sourceLocations = false, CancellationToken cancellationToken = default)
    {
        var arguments = new JsonObject
        {
            ["project"] = project, ["operation"] = operation, ["qubits"] = qubits, ["sourceLocations"] = sourceLocations,
        };
        var drawing = await CallAsync("draw", arguments, null, cancellationToken);
        var columns = drawing.GetProperty("componentGrid").EnumerateArray()
            .Select(column => (IReadOnlyList<QSharpDrawnGate>)[.. column.GetProperty("components").EnumerateArray().Select(ToGate)]);
        return new QSharpDrawing(drawing.GetProperty("qubits").GetArrayLength(), [.. columns]);
    }

    // A measurement lists its wires under "qubits", everything else under "targets".
    private static QSharpDrawnGate ToGate(JsonElement component)
    {
        JsonElement? source =
            component.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("source", out var found) ? found : null;
        return new QSharpDrawnGate(
            component.GetProperty("kind").GetString()!,
            component.GetProperty("gate").GetString()!,
            component.TryGetProperty("args", out var arguments) ? EngineReply.ToStrings(arguments) : [],
            Wires(component, component.TryGetProperty("qubits", out _) ? "qubits" : "targets"),
            Wires(component, "controls"),
            component.TryGetProperty("isAdjoint", out var adjoint) && adjoint.GetBoolean(),
            source?.GetProperty("file").GetString(),
            source?.GetProperty("line").GetInt32() + 1 ?? 0,
            source?.GetProperty("column").GetInt32() + 1 ?? 0);
    }

    private static IReadOnlyList<int> Wires(JsonElement component, string name) =>
        component.TryGetProperty(name, out var wires) ? [.. wires.EnumerateArray().Select(wire => wire.GetProperty("qubit").GetInt32())] : [];
}
