namespace QaaHybrid.Models;

/// <summary>
/// A Mistral (Jiang et al. 2023, arXiv:2310.06825): the Llama decoder, in which a token sees the last tokens of a window in every layer, so that what is
/// further back reaches it through the layers below.
/// </summary>
/// <param name="config">Sizes.</param>
/// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
public sealed class MistralForCausalLM(MistralConfig config) : LlamaForCausalLM(nameof(MistralForCausalLM), config);
