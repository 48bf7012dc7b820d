using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Output;

/// <summary><see cref="Console.In"/> of the process: each line is asked of the person before the front end.</summary>
/// <param name="ask">Asks, with a prompt, and whether what is typed is to be hidden.</param>
internal sealed class ConsoleReader(Func<Cell, string, bool, string> ask) : TextReader
{
    private string _rest = "";

    /// <inheritdoc/>
    public override string? ReadLine()
    {
        if (_rest.Length == 0)
            return Ask("", hidden: false);
        var line = _rest.TrimEnd('\n');
        _rest = "";
        return line;
    }

    /// <inheritdoc/>
    public override int Peek()
    {
        if (_rest.Length == 0)
            _rest = ReadLine() + "\n";
        return _rest[0];
    }

    /// <inheritdoc/>
    public override int Read()
    {
        var character = Peek();
        _rest = _rest[1..];
        return character;
    }

    /// <summary>Asks the person.</summary>
    public string Ask(string prompt, bool hidden) =>
        Cell.Current is { } cell ? ask(cell, prompt, hidden) : throw new InvalidOperationException("only a cell can ask for input");
}
