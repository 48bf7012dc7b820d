using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>A model with a square and a narrowing projection: tanh between them, so that the second sees what the first does.</summary>
internal sealed class TwoLinears : nn.Module<Tensor, Tensor>
{
    public nn.Module<Tensor, Tensor> q_proj;
    public nn.Module<Tensor, Tensor> v_proj;

    public TwoLinears(int width = 12, int outputs = 5, ScalarType dtype = ScalarType.Float64) : base(nameof(TwoLinears))
    {
        manual_seed(3);
        q_proj = nn.Linear(width, width, dtype: dtype);
        v_proj = nn.Linear(width, outputs, dtype: dtype);
        RegisterComponents();
    }

    public Linear Q => (Linear)q_proj;

    public override Tensor forward(Tensor x) => v_proj.forward(q_proj.forward(x).tanh());
}
