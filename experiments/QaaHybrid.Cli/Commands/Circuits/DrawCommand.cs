using System.CommandLine;
using QaaHybrid.Circuits;
using QaaHybrid.Files;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit draw</c>: text for the terminal, SVG for everything else.</summary>
internal static class DrawCommand
{
    private static readonly Option<string?> Svg = new("--svg") { Description = "write a picture to this file", HelpName = "FILE" };
    private static readonly Option<bool> Plain = new("--plain") { Description = "draw every gate of the tape; without it, a beam splitter is one gate" };
    private static readonly Option<int?> Width = new Option<int?>("--width") { Description = "where lines are broken, in characters or pixels (default: 120 or 960)", HelpName = "W" }.AtLeast(20);
    private static readonly Option<int?> MaxGates = new Option<int?>("--max-gates") { Description = "how many gates are drawn (default: 600)", HelpName = "N" }.AtLeast(0);
    private static readonly Option<int?> MaxQubits = new Option<int?>("--max-qubits") { Description = "how many wires are drawn (default: 64)", HelpName = "N" }.AtLeast(1);

    public static Command Create()
    {
        var command = new Command("draw", "a picture of the circuit; without --theta the angles keep their names") { Svg, Plain, Width, MaxGates, MaxQubits };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var (circuit, theta) = await CircuitArguments.ReadAsync(context, session, cancellationToken).ConfigureAwait(false);
            var options = new DrawingOptions(theta, FuseRbs: !context.Get(Plain), context.Get(Width));
            options = options with { MaxGates = context.Get(MaxGates) ?? options.MaxGates, MaxQubits = context.Get(MaxQubits) ?? options.MaxQubits };
            if (context.Get(Svg) is { } file)
            {
                AtomicFile.WriteText(file, CircuitDrawing.ToSvg(circuit, options));
                context.Answer(new { file }, $"written to {file}");
            }
            else
                context.Answer(new { text = CircuitDrawing.ToText(circuit, options) }, CircuitDrawing.ToText(circuit, options).TrimEnd());
        });
    }
}
