namespace QaaHybrid.Models;

/// <summary>What a token leaves behind for those that look at it later: a key and a value for each layer and head.</summary>
/// <param name="Layers">Number of layers.</param>
/// <param name="Heads">Number of key and value heads, which several query heads may share.</param>
/// <param name="HeadDim">Width of a head.</param>
public readonly record struct KeyValueShape(int Layers, int Heads, int HeadDim)
{
    /// <summary>Numbers of one token in all layers, keys and values.</summary>
    public long Width => 2L * Layers * Heads * HeadDim;
}
