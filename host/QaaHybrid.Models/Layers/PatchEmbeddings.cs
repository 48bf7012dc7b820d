namespace QaaHybrid.Models;

/// <summary>Each patch of an image becomes a vector; what is left over at the right and lower border is not seen.</summary>
public sealed class PatchEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly VisionConfig config;

    /// <summary>The patches of a model.</summary>
    public PatchEmbeddings(VisionConfig config) : base(nameof(PatchEmbeddings))
    {
        this.config = config;
        projection = new Conv2d(
            Unfilled.Parameter(config.HiddenSize, config.NumChannels, config.PatchSize, config.PatchSize), Unfilled.Parameter(config.HiddenSize), config.PatchSize);
        RegisterComponents();
    }

    /// <summary>One filter <c>[channels, patch, patch]</c> for each component.</summary>
    public Conv2d projection { get; private set; }

    /// <summary><c>[batch, channels, height, width]</c> to <c>[batch, hidden, rows, columns]</c>.</summary>
    /// <exception cref="ArgumentException">The images have other channels, or are smaller than a patch.</exception>
    public override Tensor forward(Tensor pixel_values)
    {
        ArgumentNullException.ThrowIfNull(pixel_values);
        if (pixel_values.shape is not [_, var channels, var height, var width] || channels != config.NumChannels || Math.Min(height, width) < config.PatchSize)
            throw new ArgumentException(
                $"pixel_values is {pixel_values}, expected [batch, {config.NumChannels}, height, width] of at least {config.PatchSize} × {config.PatchSize} pixels",
                nameof(pixel_values));
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(projection.call(pixel_values.to(projection.weight.dtype)));
    }
}
