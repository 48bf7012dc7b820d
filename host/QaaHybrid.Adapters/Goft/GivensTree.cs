namespace QaaHybrid.Adapters.Goft;

/// <summary>
/// The d − 1 Givens rotations of GOFT in ⌈log₂ d⌉ rounds (Ma et al., arXiv 2404.04316, parallel rotation): round s pairs the coordinates
/// 2j·2^s and (2j + 1)·2^s, all pairs at once; the first of each pair goes on to the next round, and one that is left over goes on unchanged. So each coordinate meets the first one along a path of at most ⌈log₂ d⌉ rotations.
/// </summary>
/// <param name="first">Upper left entries of the 2 × 2 matrices, [d − 1, 1], round after round.</param>
/// <param name="upper">Upper right entries.</param>
/// <param name="lower">Lower left entries.</param>
/// <param name="last">Lower right entries.</param>
internal sealed class GivensTree(Tensor first, Tensor upper, Tensor lower, Tensor last)
{
    /// <summary>The tree of rotations [[c, −s], [s, c]] by angles [d − 1].</summary>
    public static GivensTree OfAngles(Tensor angles)
    {
        var (cosine, sine) = (angles.cos().unsqueeze(1), angles.sin().unsqueeze(1));
        return new GivensTree(cosine, -sine, sine, cosine);
    }

    /// <summary>The tree of arbitrary matrices [d − 1, 2, 2].</summary>
    public static GivensTree OfMatrices(Tensor matrices)
    {
        var entries = matrices.reshape(-1, 4, 1).unbind(1);
        return new GivensTree(entries[0], entries[1], entries[2], entries[3]);
    }

    /// <summary>The tree R⁻ᵀ, of G⁻ᵀ in the place of each G; for rotations it is the tree itself.</summary>
    public GivensTree InverseTransposed()
    {
        var determinant = first * last - upper * lower;
        return new GivensTree(last / determinant, -lower / determinant, -upper / determinant, first / determinant);
    }

    /// <summary>R·x, the first round first.</summary>
    /// <param name="x">Columns, [d, columns].</param>
    public Tensor Apply(Tensor x) => Apply(x, 0);

    /// <summary>Rᵀ·x, the last round first.</summary>
    /// <param name="x">Columns, [d, columns].</param>
    public Tensor ApplyTransposed(Tensor x) => ApplyTransposed(x, 0);

    private Tensor Apply(Tensor x, long at)
    {
        var count = x.shape[0];
        if (count == 1)
            return x;
        var pairs = count / 2;
        var (a, b, over) = Split(x, pairs);
        var leaders = Part(first, at, pairs) * a + Part(upper, at, pairs) * b;
        var followers = Part(lower, at, pairs) * a + Part(last, at, pairs) * b;
        return Join(Apply(over is null ? leaders : cat([leaders, over]), at + pairs), followers);
    }

    private Tensor ApplyTransposed(Tensor x, long at)
    {
        var count = x.shape[0];
        if (count == 1)
            return x;
        var pairs = count / 2;
        var (a, b, over) = Split(x, pairs);
        var leaders = ApplyTransposed(over is null ? a : cat([a, over]), at + pairs);
        a = leaders.narrow(0, 0, pairs);
        var turned = stack([Part(first, at, pairs) * a + Part(lower, at, pairs) * b, Part(upper, at, pairs) * a + Part(last, at, pairs) * b], 1).flatten(0, 1);
        return over is null ? turned : cat([turned, leaders.narrow(0, pairs, 1)]);
    }

    private static Tensor Part(Tensor entries, long at, long pairs) => entries.narrow(0, at, pairs);

    private static (Tensor Leaders, Tensor Followers, Tensor? Over) Split(Tensor x, long pairs) =>
        (x.slice(0, 0, 2 * pairs, 2), x.slice(0, 1, 2 * pairs, 2), x.shape[0] % 2 == 0 ? null : x.narrow(0, 2 * pairs, 1));

    private static Tensor Join(Tensor leaders, Tensor followers)
    {
        var pairs = followers.shape[0];
        var joined = stack([leaders.narrow(0, 0, pairs), followers], 1).flatten(0, 1);
        return leaders.shape[0] == pairs ? joined : cat([joined, leaders.narrow(0, pairs, 1)]);
    }
}
