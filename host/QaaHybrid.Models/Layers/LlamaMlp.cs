namespace QaaHybrid.Models;

/// <summary>down(silu(gate(x)) ⊙ up(x)), the gated feed-forward block SwiGLU (Shazeer 2020, arXiv:2002.05202).</summary>
public sealed class LlamaMlp : nn.Module<Tensor, Tensor>
{
    /// <summary><c>[…, hidden]</c> → <c>[…, intermediate]</c>.</summary>
    public nn.Module<Tensor, Tensor> gate_proj { get; private set; }

    /// <summary><c>[…, hidden]</c> → <c>[…, intermediate]</c>.</summary>
    public nn.Module<Tensor, Tensor> up_proj { get; private set; }

    /// <summary><c>[…, intermediate]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> down_proj { get; private set; }

    /// <summary>The feed-forward block of one layer.</summary>
    public LlamaMlp(LlamaConfig config) : base(nameof(LlamaMlp))
    {
        gate_proj = nn.Linear(config.HiddenSize, config.IntermediateSize, config.MlpBias);
        up_proj = nn.Linear(config.HiddenSize, config.IntermediateSize, config.MlpBias);
        down_proj = nn.Linear(config.IntermediateSize, config.HiddenSize, config.MlpBias);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(down_proj.call(gate_proj.call(hidden).silu() * up_proj.call(hidden)));
    }
}
