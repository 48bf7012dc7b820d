namespace QaaHybrid.Models;

/// <summary>In which element types a model is loaded, what is changed about it, and what its fresh weights start from.</summary>
/// <param name="Dtype">
/// Of the large weights: those of linear layers and embeddings. Null keeps what is stored, and then they lie in the mapped file.
/// </param>
/// <param name="ComputeDtype">
/// Of all other weights and of what runs between the layers. Null takes <paramref name="Dtype"/>, or the most precise that is stored. With bfloat16
/// weights and <see cref="ScalarType.Float32"/> here, a frozen model takes half the memory while adapters, norms and sums are in single precision.
/// </param>
/// <param name="Seed">Where the weights of a head that the folder does not have start from.</param>
/// <param name="Configure">
/// Changes to the folder's configuration before the model is made: labels, dropout, the kind of head. A weight of the head that has another shape then is
/// drawn fresh.
/// </param>
public sealed record LoadOptions(
    ScalarType? Dtype = ScalarType.Float32, ScalarType? ComputeDtype = null, int Seed = 0, Func<PretrainedConfig, PretrainedConfig>? Configure = null);
