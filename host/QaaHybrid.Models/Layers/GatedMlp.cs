namespace QaaHybrid.Models;

/// <summary>down(silu(gate(x)) ⊙ up(x)), the gated feed-forward block SwiGLU (Shazeer 2020, arXiv:2002.05202).</summary>
public sealed class GatedMlp : nn.Module<Tensor, Tensor>
{
    /// <summary><c>[…, hidden]</c> → <c>[…, intermediate]</c>.</summary>
    public nn.Module<Tensor, Tensor> gate_proj { get; private set; }

    /// <summary><c>[…, hidden]</c> → <c>[…, intermediate]</c>.</summary>
    public nn.Module<Tensor, Tensor> up_proj { get; private set; }

    /// <summary><c>[…, intermediate]</c> → <c>[…, hidden]</c>.</summary>
    public nn.Module<Tensor, Tensor> down_proj { get; private set; }

    /// <summary>A block.</summary>
    /// <param name="hidden">Width of the hidden states.</param>
    /// <param name="intermediate">Width inside.</param>
    /// <param name="bias">Whether the three projections have a bias.</param>
    public GatedMlp(long hidden, long intermediate, bool bias = false) : base(nameof(GatedMlp))
    {
        gate_proj = Unfilled.Linear(hidden, intermediate, bias);
        up_proj = Unfilled.Linear(hidden, intermediate, bias);
        down_proj = Unfilled.Linear(intermediate, hidden, bias);
        RegisterComponents();
    }

    /// <summary><c>[…, hidden]</c> to the same shape.</summary>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(down_proj.call(gate_proj.call(hidden).silu() * up_proj.call(hidden)));
    }
}
