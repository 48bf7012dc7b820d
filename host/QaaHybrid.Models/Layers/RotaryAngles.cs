namespace QaaHybrid.Models;

/// <summary>Cosines and sines of the angles by which heads are turned, <c>[batch or 1, seq, 1, d/2]</c>.</summary>
/// <param name="Cos">Cosines.</param>
/// <param name="Sin">Sines.</param>
public readonly record struct RotaryAngles(Tensor Cos, Tensor Sin)
{
    /// <summary>Turns heads.</summary>
    /// <param name="heads"><c>[batch, seq, heads, d]</c>.</param>
    /// <returns>The same shape.</returns>
    public Tensor Turn(Tensor heads)
    {
        // (a, b) → (a cos − b sin, b cos + a sin)
        var shape = heads.shape;
        var halves = heads.view(shape[0], shape[1], shape[2], 2, shape[3] / 2).unbind(3);
        var (a, b) = (halves[0], halves[1]);
        return torch.cat([(a * Cos).addcmul(b, Sin, -1), (b * Cos).addcmul(a, Sin, 1)], -1);
    }
}
