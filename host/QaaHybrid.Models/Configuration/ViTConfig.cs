using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>The <c>config.json</c> of a ViT.</summary>
public sealed record ViTConfig : VisionConfig
{
    /// <summary>A ViT.</summary>
    public ViTConfig() : base(nameof(ViTForImageClassification), "vit")
    {
    }

    [SetsRequiredMembers]
    internal ViTConfig(JsonFile json) : base(nameof(ViTForImageClassification), "vit", json) =>
        IntermediateSize = json.Required("intermediate_size").Integer(1);

    /// <summary>Width inside the feed-forward block.</summary>
    public required int IntermediateSize { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (IntermediateSize < 1)
            yield return $"intermediate_size is {IntermediateSize}, expected at least 1";
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter json)
    {
        base.Write(json);
        json.WriteNumber("intermediate_size", IntermediateSize);
    }
}
