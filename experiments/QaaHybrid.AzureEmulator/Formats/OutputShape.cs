using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QaaHybrid.AzureEmulator;

/// <summary>
/// How a program puts its recorded results together: one result, or an array or tuple of such. An outcome of <c>[[r, r], r]</c> reads three
/// bits, in the order of the <c>result_record_output</c> calls.
/// </summary>
internal sealed partial class OutputShape
{
    private readonly bool _isTuple;
    private readonly IReadOnlyList<OutputShape>? _elements;

    private OutputShape(bool isTuple, IReadOnlyList<OutputShape>? elements) => (_isTuple, _elements) = (isTuple, elements);

    /// <summary>How many bits it reads.</summary>
    public int Results => _elements?.Sum(element => element.Results) ?? 1;

    /// <summary>An array of results.</summary>
    public static OutputShape Array(int results) => new(false, [.. Enumerable.Repeat(new OutputShape(false, null), results)]);

    /// <summary>The shape that the output calls of QIR text describe.</summary>
    /// <exception cref="JobFailureException">The program records nothing, or something that is no result.</exception>
    public static OutputShape OfQir(string text)
    {
        var calls = new Queue<(string Kind, int Count)>(RecordCall().Matches(text)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 1)));
        List<OutputShape> shapes = [];
        while (calls.Count > 0)
            shapes.Add(Next());
        // Several values in a row, as some producers record them, are a tuple.
        return shapes switch
        {
            [] => throw new JobFailureException(JobFailureException.QirPreProcessingFailed, "the program records no result; it needs result_record_output calls"),
            [var only] => only,
            _ => new OutputShape(true, shapes),
        };

        OutputShape Next()
        {
            if (!calls.TryDequeue(out var call))
                throw new JobFailureException(JobFailureException.QirPreProcessingFailed, "the program records an array or tuple with fewer elements than it says");
            return call.Kind switch
            {
                "result" => new OutputShape(false, null),
                "array" or "tuple" => new OutputShape(call.Kind == "tuple", [.. Enumerable.Range(0, call.Count).Select(_ => Next())]),
                var other => throw new JobFailureException(
                    JobFailureException.QirPreProcessingFailed, $"the program records a value of type {other}; the emulator runs programs that record results only"),
            };
        }
    }

    /// <summary>An outcome as JSON: <c>[0,1]</c>, or <c>{"Item1":0,"Item2":1}</c> for a tuple.</summary>
    public void WriteTo(Utf8JsonWriter json, ReadOnlySpan<char> bits)
    {
        if (_elements is null)
        {
            json.WriteNumberValue(bits[0] - '0');
            return;
        }
        if (_isTuple)
            json.WriteStartObject();
        else
            json.WriteStartArray();
        var number = 0;
        foreach (var element in _elements)
        {
            if (_isTuple)
                json.WritePropertyName($"Item{++number}");
            element.WriteTo(json, bits[..element.Results]);
            bits = bits[element.Results..];
        }
        if (_isTuple)
            json.WriteEndObject();
        else
            json.WriteEndArray();
    }

    /// <summary>An outcome for people: <c>[0, 1]</c>, or <c>(0, 1)</c> for a tuple.</summary>
    public string Display(string bits)
    {
        if (_elements is null)
            return bits;
        var start = 0;
        var inner = string.Join(", ", _elements.Select(element =>
        {
            start += element.Results;
            return element.Display(bits[(start - element.Results)..start]);
        }));
        return _isTuple ? $"({inner})" : $"[{inner}]";
    }

    [GeneratedRegex(@"^\s*call void @__quantum__rt__(array|tuple|result|int|bool|double)_record_output\((?:i64 (\d+),)?", RegexOptions.Multiline)]
    private static partial Regex RecordCall();
}
