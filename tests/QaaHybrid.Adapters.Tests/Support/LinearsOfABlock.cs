namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>The linear layers of a block: four of the heads, two of the feed-forward part.</summary>
internal sealed class LinearsOfABlock : nn.Module<Tensor, Tensor>
{
    public const string Names = "query,key,value,dense,up,down";

    public nn.Module<Tensor, Tensor> query, key, value, dense, up, down;

    public LinearsOfABlock(long width, long inner) : base(nameof(LinearsOfABlock))
    {
        (query, key, value, dense) = (nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width));
        (up, down) = (nn.Linear(width, inner), nn.Linear(inner, width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => down.forward(up.forward(dense.forward(value.forward(key.forward(query.forward(x))))));
}
