using QaaHybrid.Display;
using QaaHybrid.Notebook.Output;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook;

/// <summary>What cells call without a prefix.</summary>
public static class CellFunctions
{
    /// <summary>Shows a value now, in every form that it has.</summary>
    /// <param name="value">Anything; what <see cref="Html"/> and its like return shows as that.</param>
    /// <returns>What the display can be updated by.</returns>
    /// <exception cref="InvalidOperationException">The code belongs to no cell.</exception>
    public static DisplayHandle display(object? value)
    {
        var handle = new DisplayHandle(CurrentCell().Output);
        handle.Show(value);
        return handle;
    }

    /// <summary>Text in HTML.</summary>
    public static MimeBundle Html(string html) => Rich(MimeBundle.Html, html);

    /// <summary>A drawing in SVG.</summary>
    public static MimeBundle Svg(string svg) => Rich(MimeBundle.Svg, svg);

    /// <summary>An image in PNG.</summary>
    public static MimeBundle Png(byte[] png) => MimeBundle.OfText($"PNG of {png?.Length ?? 0} bytes").With("image/png", png ?? []);

    /// <summary>A tensor of pixels as an image, or several side by side; see <see cref="ImageDisplay.Of(Tensor)"/>.</summary>
    public static MimeBundle Image(Tensor pixels) => ImageDisplay.Of(pixels);

    /// <summary>Text in Markdown.</summary>
    public static MimeBundle Markdown(string markdown) => Rich("text/markdown", markdown);

    /// <summary>A formula in LaTeX, with its dollars.</summary>
    public static MimeBundle Latex(string latex) => Rich("text/latex", latex);

    /// <summary>A value as JSON, which front ends show as a tree.</summary>
    public static MimeBundle Json(object? value)
    {
        var node = System.Text.Json.JsonSerializer.SerializeToNode(value);
        return node is null ? MimeBundle.OfText("null") : MimeBundle.OfText(node.ToJsonString()).With("application/json", node);
    }

    /// <summary>Takes away what the cell has shown so far.</summary>
    /// <param name="wait">Not before something new comes, which does not flicker.</param>
    public static void ClearOutput(bool wait = false) => CurrentCell().Output.Clear(wait);

    /// <summary>Asks the person for a line.</summary>
    /// <param name="prompt">What stands before the field.</param>
    public static string Ask(string prompt) => Reader().Ask(prompt, hidden: false);

    /// <summary>Asks the person for a line that is not shown.</summary>
    /// <inheritdoc cref="Ask"/>
    public static string AskPassword(string prompt) => Reader().Ask(prompt, hidden: true);

    /// <summary>Cancelled when the person interrupts the cell: for loops and calls that take a token.</summary>
    public static CancellationToken Interrupted => Interrupts.Token;

    internal static ConsoleReader? Input { get; set; }

    private static ConsoleReader Reader() => Input ?? throw new InvalidOperationException("there is no front end to ask");

    private static Cell CurrentCell() => Cell.Current ?? throw new InvalidOperationException("only a cell can show something");

    private static MimeBundle Rich(string type, string text) => MimeBundle.OfText(text).With(type, text);
}
