using System.Globalization;

namespace QaaHybrid.Circuits;

/// <summary>
/// Reads QIR text of the base profile (and of adaptive_ri, whose measurements, resets and branches it reports) as Microsoft's Q# compiler
/// writes it: QIR 1.0, one call a line, static qubit ids. The text streams through; only the calls are kept.
/// </summary>
public static class QirReader
{
    /// <summary>Reads a program.</summary>
    /// <param name="text">The text; read to its end, not closed.</param>
    /// <exception cref="QirFormatException">The text is truncated, or holds something that this reader does not know. It names the line.</exception>
    public static QirProgram Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Parser(new QirLines(text)).Run();
    }

    /// <summary>Reads a program.</summary>
    /// <inheritdoc cref="Read(TextReader)"/>
    public static QirProgram Read(string text)
    {
        using var reader = new StringReader(text);
        return Read(reader);
    }

    private sealed class Parser(QirLines lines)
    {
        private readonly List<QirCall> _calls = [];
        private readonly List<int> _outputs = [];
        private string? _entryPoint;
        private string? _profile;
        private int? _requiredQubits;
        private int? _requiredResults;
        private int? _branchLine;
        private bool _inBody;
        private bool _bodyEnded;

        public QirProgram Run()
        {
            while (lines.TryRead(out var line))
            {
                line = line.Trim();
                if (line.IsEmpty || line[0] == ';')
                    continue;
                if (_inBody)
                    BodyLine(line);
                else if (line.StartsWith("define "))
                    Define(line);
                else if (line.StartsWith("attributes ") && line.Contains("\"entry_point\"", StringComparison.Ordinal))
                    Attributes(line);
            }
            return Finish();
        }

        private void Define(ReadOnlySpan<char> line)
        {
            if (_bodyEnded)
                throw Wrong("a second function; the base profile inlines everything into the entry point");
            var at = line.IndexOf('@');
            var parenthesis = line.IndexOf('(');
            if (at < 0 || parenthesis < at || !line.EndsWith("{"))
                throw Wrong($"expected 'define i64 @NAME() #0 {{', found '{Shown(line)}'");
            _entryPoint = line[(at + 1)..parenthesis].ToString();
            _inBody = true;
        }

        private void BodyLine(ReadOnlySpan<char> line)
        {
            if (line is "}")
            {
                (_inBody, _bodyEnded) = (false, true);
                return;
            }
            var call = line.IndexOf("call ");
            if (call >= 0)
                Call(line[(call + 5)..], line);
            else if (line.StartsWith("br i1"))
                _branchLine ??= lines.Number;
            else if (!IsClassical(line))
                throw Wrong($"expected a call, a label or 'ret', found '{Shown(line)}'");
        }

        // Labels, jumps and integer arithmetic on measured values: nothing that touches a qubit.
        private static bool IsClassical(ReadOnlySpan<char> line) =>
            line.StartsWith("ret ") || line.EndsWith(":") || line.StartsWith("br label")
            || (line[0] == '%' && line.Contains(" = ", StringComparison.Ordinal));

        private void Call(ReadOnlySpan<char> call, ReadOnlySpan<char> line)
        {
            var at = call.IndexOf('@');
            var open = call.IndexOf('(');
            var close = call.LastIndexOf(')');
            if (at < 0 || open < at || close < open)
                throw Wrong($"expected 'call void @NAME(…)', found '{Shown(line)}'");
            var name = call[(at + 1)..open];
            var arguments = call[(open + 1)..close];
            if (name.StartsWith(QirInstructions.Prefix))
                Quantum(name[QirInstructions.Prefix.Length..], arguments);
            else if (name is "__quantum__rt__result_record_output")
                _outputs.Add(Id(ref arguments));
            else if (!name.StartsWith("__quantum__rt__"))
                throw Wrong($"unknown function '{Shown(name)}'");
        }

        private void Quantum(ReadOnlySpan<char> name, ReadOnlySpan<char> arguments)
        {
            if (!QirInstructions.TryFind(name, out var kind, out var gate))
                throw Wrong($"unknown instruction '{QirInstructions.Prefix}{Shown(name)}'; known are {QirInstructions.Known}");
            var rotation = kind == QirCallKind.Gate && new Gate(gate, 0).IsRotation;
            var angle = rotation ? Angle(ref arguments) : 0;
            var arity = kind == QirCallKind.Gate ? GateArity.Of(gate) : 1;
            var q0 = Id(ref arguments);
            var q1 = arity > 1 ? Id(ref arguments) : -1;
            var q2 = arity > 2 ? Id(ref arguments) : -1;
            if (q0 == q1 || q0 == q2 || (q1 >= 0 && q1 == q2))
                throw Wrong($"'{Shown(name)}' acts twice on one qubit");
            var result = kind is QirCallKind.Measure or QirCallKind.MeasureAndReset ? Id(ref arguments) : -1;
            if (!arguments.IsEmpty)
                throw Wrong($"'{Shown(name)}' has an argument too many: '{Shown(arguments)}'");
            _calls.Add(new QirCall(kind, gate, q0, q1, q2, result, angle, lines.Number));
        }

        // double 0.30000000000000004
        private double Angle(ref ReadOnlySpan<char> arguments)
        {
            var argument = Next(ref arguments);
            if (!argument.StartsWith("double ") || !QirNumber.TryParse(argument[7..].Trim(), out var value))
                throw Wrong($"expected 'double NUMBER', found '{Shown(argument)}'");
            return value;
        }

        // %Qubit* inttoptr (i64 3 to %Qubit*); other producers write %Qubit* null for 0.
        private int Id(ref ReadOnlySpan<char> arguments)
        {
            var argument = Next(ref arguments);
            var number = argument.IndexOf("(i64 ");
            if (number < 0)
                return argument.EndsWith("* null") || argument is "ptr null" ? 0 : throw WrongId(argument);
            var digits = argument[(number + 5)..];
            var length = digits.IndexOf(' ');
            return length > 0 && int.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : throw WrongId(argument);
        }

        private QirFormatException WrongId(ReadOnlySpan<char> argument) =>
            Wrong($"expected '%Qubit* inttoptr (i64 N to %Qubit*)' or the same of %Result*, found '{Shown(argument)}'");

        private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> arguments)
        {
            var comma = arguments.IndexOf(',');
            var argument = comma < 0 ? arguments : arguments[..comma];
            arguments = comma < 0 ? default : arguments[(comma + 1)..];
            return argument.Trim();
        }

        private void Attributes(ReadOnlySpan<char> line)
        {
            _profile = Attribute(line, "qir_profiles");
            _requiredQubits = Count(line, "required_num_qubits");
            _requiredResults = Count(line, "required_num_results");
        }

        private string Attribute(ReadOnlySpan<char> line, string key)
        {
            var start = line.IndexOf($"\"{key}\"=\"");
            if (start < 0)
                throw Wrong($"the entry point's attributes lack \"{key}\"");
            var value = line[(start + key.Length + 4)..];
            var end = value.IndexOf('"');
            return end < 0 ? throw Wrong($"the attribute \"{key}\" is not closed") : value[..end].ToString();
        }

        private int Count(ReadOnlySpan<char> line, string key)
        {
            var text = Attribute(line, key);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Wrong($"\"{key}\" is '{text}', expected a number");
        }

        private QirProgram Finish()
        {
            if (_entryPoint is null)
                throw new QirFormatException(0, "no entry point ('define i64 @ENTRYPOINT__main() #0 {')");
            if (!_bodyEnded)
                throw Wrong($"the text ends inside {_entryPoint}; it is truncated");
            if (_profile is null || _requiredQubits is not { } qubits || _requiredResults is not { } results)
                throw Wrong("the text ends without the entry point's attributes; it is truncated");
            foreach (var call in _calls)
            {
                if (Math.Max(call.Q0, Math.Max(call.Q1, call.Q2)) >= qubits)
                    throw new QirFormatException(call.Line, $"a qubit id is not below required_num_qubits = {qubits}");
                if (call.Result >= results)
                    throw new QirFormatException(call.Line, $"result {call.Result} is not below required_num_results = {results}");
            }
            return new QirProgram(_entryPoint, _profile, qubits, results, _branchLine, _calls, _outputs);
        }

        private QirFormatException Wrong(string message) => new(lines.Number, message);

        private static string Shown(ReadOnlySpan<char> text) => text.Length <= 80 ? text.ToString() : $"{text[..77]}...";
    }
}
