using QaaHybrid.Models;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>A model that writes text, with its tokenizer and the marks that its prompts begin with.</summary>
/// <param name="model">The model, with an adapter or without.</param>
/// <param name="folder">The base model's folder.</param>
internal sealed class PromptedModel(CausalLM model, string folder)
{
    /// <summary>The model.</summary>
    public CausalLM Model => model;

    /// <summary>Its tokenizer, read when it is first asked for.</summary>
    public Tokenizer Tokenizer => field ??= model.Config.LoadTokenizer(folder);

    /// <summary>A prompt as the model is given it, start mark included.</summary>
    public IReadOnlyList<int> Tokens(string prompt) => TokenizedExample.Prompt(prompt, Tokenizer, TextMarks.Of(model.Config, folder));

    /// <summary>Continues a prompt; the first text where the configuration asks for several.</summary>
    /// <param name="prompt">The text as the model is given it.</param>
    /// <param name="config">How tokens are chosen.</param>
    /// <param name="onText">Called with every new piece of text.</param>
    /// <param name="cancellationToken">Ends the text.</param>
    public string Generate(string prompt, GenerationConfig config, Action<string>? onText = null, CancellationToken cancellationToken = default) =>
        model.generate_text(Tokenizer, Tokens(prompt), config, onText is null ? null : (_, piece) => onText(piece), cancellationToken)[0];
}
