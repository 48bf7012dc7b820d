namespace QaaHybrid.Circuits;

/// <summary>What QIR text says: the calls in order, and what the entry point returns.</summary>
public sealed class QirProgram
{
    internal QirProgram(
        string entryPoint, string profile, int requiredQubits, int requiredResults, int? branchLine,
        IReadOnlyList<QirCall> calls, IReadOnlyList<int> outputResults)
    {
        EntryPoint = entryPoint;
        Profile = profile;
        RequiredQubits = requiredQubits;
        RequiredResults = requiredResults;
        BranchLine = branchLine;
        Calls = calls;
        OutputResults = outputResults;
    }

    /// <summary>Name of the entry point, <c>ENTRYPOINT__main</c>.</summary>
    public string EntryPoint { get; }

    /// <summary>The profile it declares, e.g. <c>base_profile</c> or <c>adaptive_profile</c>.</summary>
    public string Profile { get; }

    /// <summary>How many qubits it asks for, auxiliary ones included.</summary>
    public int RequiredQubits { get; }

    /// <summary>How many results it asks for.</summary>
    public int RequiredResults { get; }

    /// <summary>Line of the first branch on a measured value; null where the program is a straight line, as base-profile programs are.</summary>
    public int? BranchLine { get; }

    /// <summary>Gates, measurements and resets in the order of the text.</summary>
    public IReadOnlyList<QirCall> Calls { get; }

    /// <summary>The results that the program returns, in the order in which it records them.</summary>
    public IReadOnlyList<int> OutputResults { get; }

    /// <summary>The measurements, with or without reset.</summary>
    public IEnumerable<QirCall> Measurements =>
        Calls.Where(call => call.Kind is QirCallKind.Measure or QirCallKind.MeasureAndReset);

    /// <summary>
    /// The register: the qubits behind <see cref="OutputResults"/>, in that order, first qubit first. All qubits in the order of
    /// their ids where the program returns no result.
    /// </summary>
    /// <exception cref="QirFormatException">A returned result is never measured, or two come from one qubit.</exception>
    public IReadOnlyList<int> Register()
    {
        if (OutputResults.Count == 0)
            return [.. Enumerable.Range(0, RequiredQubits)];
        var measured = new Dictionary<int, int>();
        foreach (var call in Measurements)
            measured[call.Result] = call.Q0;
        var register = new List<int>(OutputResults.Count);
        foreach (var result in OutputResults)
            register.Add(measured.TryGetValue(result, out var qubit)
                ? qubit
                : throw new QirFormatException(0, $"the program returns result {result}, which no measurement sets"));
        return register.Distinct().Count() == register.Count
            ? register
            : throw new QirFormatException(0, $"the program returns two results of one qubit: {string.Join(", ", register)}");
    }

    /// <summary>
    /// The gates as a tape with constant angles. The register comes first, in the order of <see cref="Register"/>; every other qubit
    /// follows as an auxiliary one, in the order of its id.
    /// </summary>
    /// <param name="name">What to call the tape.</param>
    /// <exception cref="QirFormatException">The program branches, resets, or goes on with a qubit after measuring it: no unitary circuit.</exception>
    public Circuit ToCircuit(string name)
    {
        if (BranchLine is { } line)
            throw new QirFormatException(line, "the program branches on a measured value; a tape is a straight line");
        var register = Register();
        var index = Enumerable.Repeat(-1, RequiredQubits).ToArray();
        for (var i = 0; i < register.Count; i++)
            index[register[i]] = i;
        var next = register.Count;
        for (var qubit = 0; qubit < index.Length; qubit++)
            if (index[qubit] < 0)
                index[qubit] = next++;

        var gates = new List<Gate>(Calls.Count);
        var measured = new bool[RequiredQubits];
        foreach (var call in Calls)
        {
            if (call.Kind == QirCallKind.Reset)
                throw new QirFormatException(call.Line, $"qubit {call.Q0} is reset; a tape is unitary");
            if (measured[call.Q0] || (call.Q1 >= 0 && measured[call.Q1]) || (call.Q2 >= 0 && measured[call.Q2]))
                throw new QirFormatException(call.Line, "a qubit is used after it was measured; a tape is unitary");
            if (call.Kind != QirCallKind.Gate)
                measured[call.Q0] = true;
            else
                gates.Add(new Gate(call.Gate, index[call.Q0], Index(call.Q1), Index(call.Q2), Angle.Constant(call.Angle)));
        }
        return new Circuit(name, register.Count, RequiredQubits - register.Count, 0, gates);

        int Index(int qubit) => qubit < 0 ? -1 : index[qubit];
    }
}
