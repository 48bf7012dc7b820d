namespace QaaHybrid.Models;

/// <summary>The first token and the patches of an image, with their positions.</summary>
public sealed class ImageEmbeddings : nn.Module<Tensor, Tensor>
{
    /// <summary>Embeddings.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="masked">Whether the file has a token for hidden patches.</param>
    public ImageEmbeddings(VisionConfig config, bool masked) : base(nameof(ImageEmbeddings))
    {
        ArgumentNullException.ThrowIfNull(config);
        cls_token = Unfilled.Parameter(1, 1, config.HiddenSize);
        mask_token = masked ? Unfilled.Parameter(1, config.HiddenSize) : null;
        position_embeddings = Unfilled.Parameter(1, 1 + config.GridSize * config.GridSize, config.HiddenSize);
        patch_embeddings = new PatchEmbeddings(config);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <summary>The first token, <c>[1, 1, hidden]</c>.</summary>
    public Parameter cls_token { get; private set; }

    /// <summary>What stood for hidden patches in pretraining, <c>[1, hidden]</c>, or null; kept for the file, and used by nothing here.</summary>
    public Parameter? mask_token { get; private set; }

    /// <summary>Positions of the first token and the patches, <c>[1, 1 + grid², hidden]</c>.</summary>
    public Parameter position_embeddings { get; private set; }

    /// <summary>Patches to vectors.</summary>
    public PatchEmbeddings patch_embeddings { get; private set; }

    /// <summary>Dropout of the result.</summary>
    public Dropout dropout { get; private set; }

    /// <summary><c>[batch, channels, height, width]</c> to <c>[batch, 1 + patches, hidden]</c>.</summary>
    public override Tensor forward(Tensor pixel_values)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(dropout.call(PositionGrid.Add(cls_token, patch_embeddings.call(pixel_values), position_embeddings)));
    }
}
