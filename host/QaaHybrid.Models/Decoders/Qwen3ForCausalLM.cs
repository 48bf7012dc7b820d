namespace QaaHybrid.Models;

/// <summary>
/// A Qwen3 (Yang et al. 2025, arXiv:2505.09388): the Llama decoder in which an RMSNorm over each head of queries and keys, before they are turned, stands in
/// place of Qwen2's biases.
/// </summary>
/// <param name="config">Sizes.</param>
/// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
public sealed class Qwen3ForCausalLM(Qwen3Config config) : LlamaForCausalLM(nameof(Qwen3ForCausalLM), config);
