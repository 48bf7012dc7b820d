using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.Azure;

public sealed partial record JobRequest
{
    /// <summary>The metadata entry that tells how many qubits a circuit has, where its results alone do not.</summary>
    internal const string QubitsKey = "num_qubits";

    /// <summary>
    /// A QIR program as text; results come as <see cref="JobFormats.MicrosoftResults"/>. A base-profile module is declared as such
    /// (<c>target_profile</c>).
    /// </summary>
    /// <param name="id">A GUID that the client chooses.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="target">What runs it.</param>
    /// <param name="qir">LLVM text, as <see cref="Circuits.QirWriter"/> or the Q# compiler writes it.</param>
    /// <param name="shots">How often it runs.</param>
    /// <param name="entryPoint">The function that is called; it takes no arguments.</param>
    /// <exception cref="ArgumentException">The text does not define <paramref name="entryPoint"/>.</exception>
    public static JobRequest Qir(string id, string name, string target, string qir, int shots, string entryPoint = "ENTRYPOINT__main")
    {
        ArgumentNullException.ThrowIfNull(qir);
        if (!qir.Contains($"@{entryPoint}(", StringComparison.Ordinal))
            throw new ArgumentException($"the QIR does not define @{entryPoint}", nameof(qir));
        var parameters = new JsonObject { ["entryPoint"] = entryPoint, ["arguments"] = new JsonArray() };
        if (qir.Contains("\"qir_profiles\"=\"base_profile\"", StringComparison.Ordinal))
            parameters["target_profile"] = "Base";
        return Text(id, name, target, JobFormats.Qir, qir, JobFormats.MicrosoftResults, shots, parameters);
    }

    /// <summary>A circuit in IonQ's JSON. Its number of qubits goes into the metadata: IonQ's results leave it open.</summary>
    /// <param name="id">A GUID that the client chooses.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="target">An IonQ target.</param>
    /// <param name="circuit"><c>{"qubits":3,"circuit":[{"gate":"h","target":0},…]}</c>, sent as it is.</param>
    /// <param name="shots">How often it runs.</param>
    /// <param name="options">E.g. <c>error-mitigation</c>, <c>noise</c>.</param>
    /// <exception cref="ArgumentException">The text is not JSON with a number of <c>qubits</c>.</exception>
    public static JobRequest IonQ(string id, string name, string target, string circuit, int shots, JsonObject? options = null)
    {
        string? qubits;
        try
        {
            qubits = JsonDocument.Parse(circuit).RootElement.Text("qubits");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"the circuit is not JSON: {exception.Message}", nameof(circuit), exception);
        }
        if (!int.TryParse(qubits, out _))
            throw new ArgumentException("the circuit has no number of 'qubits'", nameof(circuit));
        return Text(id, name, target, JobFormats.IonQCircuit, circuit, JobFormats.IonQResults, shots, options) with
        {
            Metadata = new Dictionary<string, string> { [QubitsKey] = qubits },
        };
    }

    /// <summary>A program in OpenQASM 2 for a Quantinuum target.</summary>
    /// <param name="id">A GUID that the client chooses.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="target">A Quantinuum target.</param>
    /// <param name="program">OpenQASM 2.</param>
    /// <param name="shots">How often it runs; sent under its old name <c>count</c> too.</param>
    /// <param name="options">E.g. <c>tket-opt-level</c>, <c>error-model</c>.</param>
    public static JobRequest OpenQasm(string id, string name, string target, string program, int shots, JsonObject? options = null) =>
        Text(id, name, target, JobFormats.QuantinuumOpenQasm, program, JobFormats.QuantinuumResults, shots, WithCount(options, shots));

    /// <summary>A program in Quil for a Rigetti target.</summary>
    /// <param name="id">A GUID that the client chooses.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="target">A Rigetti target.</param>
    /// <param name="program">Quil; what is read lies in the memory region <c>ro</c>.</param>
    /// <param name="shots">How often it runs, for each set of <c>substitutions</c>; sent under its old name <c>count</c> too.</param>
    /// <param name="options">E.g. <c>substitutions</c>, <c>skipQuilc</c>.</param>
    public static JobRequest Quil(string id, string name, string target, string program, int shots, JsonObject? options = null) =>
        Text(id, name, target, JobFormats.RigettiQuil, program, JobFormats.RigettiResults, shots, WithCount(options, shots));

    private static JobRequest Text(string id, string name, string target, string inputFormat, string input, string outputFormat, int shots,
        JsonObject? parameters) => new()
        {
            Id = id,
            Name = name,
            Target = target,
            InputFormat = inputFormat,
            Input = BinaryData.FromString(input),
            OutputFormat = outputFormat,
            Shots = shots,
            InputParams = parameters,
        };

    // The two providers' own formats know the shots as 'count'.
    private static JsonObject WithCount(JsonObject? options, int shots)
    {
        var all = options?.DeepClone().AsObject() ?? [];
        all["count"] ??= shots;
        return all;
    }
}
