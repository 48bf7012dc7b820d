namespace QaaHybrid.Models;

/// <summary>
/// A Qwen2 or Qwen2.5 (Yang et al. 2024, arXiv:2407.10671): the Llama decoder with a bias at queries, keys and values, and upper layers that may be local.
/// </summary>
/// <param name="config">Sizes.</param>
/// <exception cref="ArgumentException">The configuration is impossible; the message says why.</exception>
public sealed class Qwen2ForCausalLM(Qwen2Config config) : LlamaForCausalLM(nameof(Qwen2ForCausalLM), config);
