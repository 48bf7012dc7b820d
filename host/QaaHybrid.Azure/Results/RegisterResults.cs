using System.Text.Json;

namespace QaaHybrid.Azure;

/// <summary>
/// Shots by register. Quantinuum, <c>honeywell.quantum-results.v1</c>: <c>{"c0":["01",…],"c1":["1",…]}</c>, a string a shot, the most
/// significant bit first: <c>c0[0]</c> is the last character and is turned to the front. Rigetti, <c>rigetti.quil-results.v1</c>:
/// <c>{"ro":[[0,1],…]}</c>, <c>ro[0]</c> first already. Registers are joined in the order of the payload.
/// </summary>
internal static class RegisterResults
{
    public static JobResult Read(JsonElement payload, ResultContext context, bool mostSignificantFirst)
    {
        if (payload.ValueKind != JsonValueKind.Object)
            throw new ResultFormatException("the output is no object of registers");
        var columns = payload.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array)
            .Select(member => (member.Name, Shots: member.Value.EnumerateArray().Select(shot => Word(member.Name, shot, mostSignificantFirst)).ToArray()))
            .ToArray();
        if (columns.Length == 0)
            throw new ResultFormatException("there is no register with shots");
        if (columns.FirstOrDefault(column => column.Shots.Length != columns[0].Shots.Length) is { Name: not null } other)
            throw new ResultFormatException(
                $"register '{other.Name}' has {other.Shots.Length} shots, '{columns[0].Name}' has {columns[0].Shots.Length}");

        var registers = new List<ResultRegister>();
        foreach (var (name, words) in columns)
        {
            var length = words.Length == 0 ? 0 : words[0].Length;
            if (words.FirstOrDefault(word => word.Length != length) is { } odd)
                throw new ResultFormatException($"register '{name}' has shots of {length} and of {odd.Length} bits");
            registers.Add(new ResultRegister(name, registers.Sum(register => register.Length), length));
        }
        var shots = Enumerable.Range(0, columns[0].Shots.Length).Select(i => string.Concat(columns.Select(column => column.Shots[i]))).ToArray();
        return new JobResult(Tally.Count(shots), shots.Length, shots)
        {
            Source = ResultSource.Shots,
            Registers = registers,
            Warnings = context.Shots is { } asked && asked != shots.Length ? [$"{asked} shots were asked for, {shots.Length} came back"] : [],
        };
    }

    private static string Word(string register, JsonElement shot, bool mostSignificantFirst)
    {
        var word = Outcome.Bits(shot) ?? throw new ResultFormatException($"register '{register}' has the shot {shot.GetRawText()}; expected bits");
        return mostSignificantFirst ? string.Concat(word.Reverse()) : word;
    }
}
