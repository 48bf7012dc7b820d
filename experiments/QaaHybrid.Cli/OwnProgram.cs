using System.Diagnostics;

namespace QaaHybrid.Cli;

/// <summary>This very program, started once more.</summary>
internal static class OwnProgram
{
    /// <summary>How to start it with other arguments.</summary>
    public static ProcessStartInfo With(params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath ?? "dotnet";
        var start = new ProcessStartInfo(program);
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
