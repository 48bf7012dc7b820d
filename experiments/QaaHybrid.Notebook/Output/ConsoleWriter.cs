using System.Text;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Output;

/// <summary>
/// <see cref="Console.Out"/> or <see cref="Console.Error"/> of the process: each text goes to the cell whose code writes it, also when that cell has ended and its tasks
/// go on; what belongs to no cell goes where the process was started.
/// </summary>
/// <param name="stream">The stream of a cell.</param>
/// <param name="otherwise">Where else.</param>
internal sealed class ConsoleWriter(Func<CellOutput, CellStream> stream, TextWriter otherwise) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is null)
            return;
        if (Cell.Current is { } cell)
            stream(cell.Output).Write(value);
        else
            otherwise.Write(value);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        if (Cell.Current is { } cell)
            stream(cell.Output).Flush();
        else
            otherwise.Flush();
    }
}
