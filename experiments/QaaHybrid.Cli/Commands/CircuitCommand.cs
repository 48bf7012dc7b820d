using System.CommandLine;
using QaaHybrid.Cli.Commands.Circuits;

namespace QaaHybrid.Cli.Commands;

/// <summary><c>qaa circuit …</c>: what a Q# operation, or a trained adapter, is as a circuit.</summary>
internal static class CircuitCommand
{
    public static Command Create() => new("circuit", "look at a circuit: its numbers, states, gradients, QIR, OpenQASM, Q# program, picture and resource estimates")
    {
        InfoCommand.Create(), RunStatesCommand.Create(), GradCommand.Create(), QirCommand.Create(), QasmCommand.Create(), QSharpCommand.Create(), ExportCommand.Create(),
        DrawCommand.Create(), EstimateCommand.Create(), ScalingCommand.Create(),
    };
}
