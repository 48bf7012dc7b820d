namespace QaaHybrid.Training;

/// <summary>How instructions and chats become what a model is given.</summary>
/// <param name="Instruction">
/// With <c>{instruction}</c> and <c>{input}</c>; a paragraph (what stands between empty lines) with <c>{input}</c> is left out where there is no input.
/// </param>
/// <param name="Chat"><c>plain</c> or <c>chatml</c>.</param>
public sealed record PromptTemplates(string Instruction = PromptTemplates.StandardInstruction, string Chat = "plain")
{
    /// <summary>The sections that models fine-tuned on Alpaca's data know.</summary>
    public const string StandardInstruction = "### Instruction:\n{instruction}\n\n### Input:\n{input}\n\n### Response:\n";

    /// <summary>The chat templates that are known.</summary>
    public static IReadOnlyList<string> Chats { get; } = ["plain", "chatml"];

    /// <summary>The prompt of an instruction.</summary>
    internal string Instruct(string instruction, string input)
    {
        var paragraphs = Instruction.Split("\n\n").Where(paragraph => input.Length > 0 || !paragraph.Contains("{input}", StringComparison.Ordinal));
        return Fill(string.Join("\n\n", paragraphs), ("{instruction}", instruction), ("{input}", input));
    }

    /// <summary>The text with its places filled; what fills one is not looked at again: it may hold braces.</summary>
    internal static string Fill(string template, params IReadOnlyList<(string Place, string Value)> values) => values is [var (place, value), ..]
        ? string.Join(value, template.Split(place).Select(part => Fill(part, [.. values.Skip(1)])))
        : template;

    /// <summary>The prompt that a chat is when the assistant is about to speak.</summary>
    internal string Converse(IEnumerable<(string Role, string Text)> turns) => Chat == "chatml"
        ? string.Concat(turns.Select(turn => $"<|im_start|>{turn.Role}\n{turn.Text}<|im_end|>\n")) + "<|im_start|>assistant\n"
        : string.Concat(turns.Select(turn => (turn.Role == "system" ? turn.Text : $"{char.ToUpperInvariant(turn.Role[0])}{turn.Role[1..]}: {turn.Text}") + "\n\n")) + "Assistant:";
}
