namespace QaaHybrid.Models;

/// <summary>Cosines and sines of the angles by which heads are turned, <c>[batch or 1, seq, 1, r/2]</c>.</summary>
/// <param name="Cos">Cosines.</param>
/// <param name="Sin">Sines.</param>
public readonly record struct RotaryAngles(Tensor Cos, Tensor Sin)
{
    /// <summary>Turns the first r components of heads; the others pass.</summary>
    /// <param name="heads"><c>[batch, seq, heads, d]</c>, d at least r.</param>
    /// <returns>The same shape.</returns>
    public Tensor Turn(Tensor heads)
    {
        // (a, b) → (a cos − b sin, b cos + a sin)
        var half = Cos.shape[3];
        var (a, b) = (heads.narrow(3, 0, half), heads.narrow(3, half, half));
        var (turnedA, turnedB) = ((a * Cos).addcmul(b, Sin, -1), (b * Cos).addcmul(a, Sin, 1));
        var rest = heads.shape[3] - 2 * half;
        return torch.cat(rest == 0 ? [turnedA, turnedB] : [turnedA, turnedB, heads.narrow(3, 2 * half, rest)], -1);
    }
}
