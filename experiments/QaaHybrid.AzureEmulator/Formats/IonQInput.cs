using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>Reads <c>ionq.circuit.v1</c>: <c>{"qubits":3,"circuit":[{"gate":"h","target":0},{"gate":"cnot","control":0,"target":1}]}</c>.</summary>
internal static class IonQInput
{
    private static readonly Dictionary<string, GateKind> OneQubit = new(StringComparer.Ordinal)
    {
        ["x"] = GateKind.X, ["y"] = GateKind.Y, ["z"] = GateKind.Z, ["h"] = GateKind.H, ["s"] = GateKind.S, ["si"] = GateKind.SAdj,
        ["t"] = GateKind.T, ["ti"] = GateKind.TAdj, ["v"] = GateKind.SX, ["rx"] = GateKind.RX, ["ry"] = GateKind.RY, ["rz"] = GateKind.RZ,
    };

    private static readonly Dictionary<string, GateKind> TwoQubits = new(StringComparer.Ordinal)
    {
        ["swap"] = GateKind.SWAP, ["xx"] = GateKind.RXX, ["yy"] = GateKind.RYY, ["zz"] = GateKind.RZZ,
    };

    /// <summary>Reads a program and holds it against what a target takes.</summary>
    /// <exception cref="JobFailureException">It cannot run there; the message names the gate.</exception>
    public static EmulatedProgram Read(byte[] input, string name, EmulatedTarget target)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(input);
        }
        catch (JsonException error)
        {
            throw Refused($"the input is no JSON: {error.Message}");
        }
        if (document is not JsonObject root || root["qubits"] is not JsonValue count || !count.TryGetValue<int>(out var qubits) || qubits < 1
            || root["circuit"] is not JsonArray circuit)
            throw Refused("expected {\"qubits\":N,\"circuit\":[…]} with at least one qubit");
        if (root["gateset"] is JsonValue set && set.TryGetValue<string>(out var gates) && gates != "qis")
            throw Refused($"the emulator runs the gate set \"qis\", not \"{gates}\"");
        if (qubits > target.Qubits)
            throw Refused($"{target.Id} has {target.Qubits} qubits, the program needs {qubits}");
        List<Gate> tape = [.. circuit.Select((gate, index) => One(gate, index, qubits))];
        return new EmulatedProgram(new Circuit(name, qubits, 0, 0, tape), OutputShape.Array(qubits));
    }

    private static Gate One(JsonNode? node, int index, int qubits)
    {
        if (node is not JsonObject entry || entry["gate"] is not JsonValue value || !value.TryGetValue<string>(out var gate))
            throw Refused($"gate {index}: expected an object with \"gate\"");
        int[] targets = Qubits("target", "targets"), controls = Qubits("control", "controls");
        int[] all = [.. controls, .. targets];
        if (all.Any(qubit => qubit < 0 || qubit >= qubits) || all.Distinct().Count() != all.Length)
            throw Refused($"gate {index} ({gate}): its qubits are {string.Join(", ", all)}; expected different ones from 0 to {qubits - 1}");
        return (gate, controls, targets) switch
        {
            // The inverse square root of X, up to a global phase.
            ("vi", [], [var q]) => new Gate(GateKind.RX, q, Angle.Constant(-Math.PI / 2)),
            (_, [], [var q]) when OneQubit.TryGetValue(gate, out var kind) => WithAngle(new Gate(kind, q)),
            (_, [], [var a, var b]) when TwoQubits.TryGetValue(gate, out var kind) => WithAngle(new Gate(kind, a, b)),
            ("cnot" or "x", [var c], [var t]) => new Gate(GateKind.CX, c, t),
            ("y", [var c], [var t]) => new Gate(GateKind.CY, c, t),
            ("z", [var c], [var t]) => new Gate(GateKind.CZ, c, t),
            ("cnot" or "x", [var c, var d], [var t]) => new Gate(GateKind.CCX, c, d, t),
            _ => throw Refused(
                $"gate {index}: the emulator does not know '{gate}' with {controls.Length} controls and {targets.Length} targets; it knows " +
                $"{string.Join(' ', OneQubit.Keys)} vi, {string.Join(' ', TwoQubits.Keys)}, and cnot x y z with controls"),
        };

        int[] Qubits(string one, string many) => (entry[one], entry[many]) switch
        {
            (JsonValue single, null) when single.TryGetValue<int>(out var qubit) => [qubit],
            (null, JsonArray list) => [.. list.Select(item => item is JsonValue number && number.TryGetValue<int>(out var qubit) ? qubit : -1)],
            (null, null) => [],
            _ => throw Refused($"gate {index} ({gate}): \"{one}\" is a number, \"{many}\" a list of numbers, and only one of them stands"),
        };

        Gate WithAngle(Gate plain) => !plain.IsRotation ? plain
            : entry["rotation"] is JsonValue radians && radians.TryGetValue<double>(out var angle) ? plain with { Angle = Angle.Constant(angle) }
            : throw Refused($"gate {index} ({gate}): \"rotation\", radians, is missing");
    }

    private static JobFailureException Refused(string message) => new(JobFailureException.InvalidInputData, message);
}
