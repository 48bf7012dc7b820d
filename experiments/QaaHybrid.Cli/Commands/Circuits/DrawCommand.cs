using System.CommandLine;
using QaaHybrid.Circuits;
using QaaHybrid.Models;

namespace QaaHybrid.Cli.Commands.Circuits;

/// <summary><c>qaa circuit draw</c>: text for the terminal, SVG for everything else.</summary>
internal static class DrawCommand
{
    private static readonly Option<string?> Svg = new("--svg") { Description = "write a picture to this file", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("draw", "a picture of the circuit; without --theta the angles keep their names") { Svg };
        CircuitArguments.AddTo(command);
        return command.Does(async (context, cancellationToken) =>
        {
            await using var session = new QaaSession();
            var (circuit, theta) = await CircuitArguments.ReadAsync(context, session, cancellationToken).ConfigureAwait(false);
            var options = new DrawingOptions(theta);
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
