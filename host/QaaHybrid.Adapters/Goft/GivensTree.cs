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

    /// <summary>R·x of every row x, the first round first. Backward keeps the rows alone and goes through the rounds again.</summary>
    /// <param name="rows">[.., d].</param>
    public Tensor Apply(Tensor rows) => Product.apply(rows.reshape(-1, rows.shape[^1]), first, upper, lower, last).reshape(rows.shape);

    /// <summary>Rᵀ·x of every row x, the last round first; not recorded for gradients.</summary>
    /// <param name="rows">[.., d].</param>
    public Tensor ApplyTransposed(Tensor rows)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var columns = Columns(rows.reshape(-1, rows.shape[^1]));
        TurnBack(columns);
        return scope.MoveToOuter(columns.t().reshape(rows.shape));
    }

    /// <summary>A copy with coordinates first, so that a round works on whole stretches of memory.</summary>
    private static Tensor Columns(Tensor rows) => empty([rows.shape[1], rows.shape[0]], dtype: rows.dtype).copy_(rows.t());

    /// <summary>Round after round: the distance of the two of a pair, where its matrices begin, and how many pairs there are.</summary>
    private static IEnumerable<(long Distance, long At, long Pairs)> Rounds(long width)
    {
        for (long distance = 1, at = 0, left = width; left > 1; left -= left / 2, distance *= 2)
        {
            yield return (distance, at, left / 2);
            at += left / 2;
        }
    }

    private static (Tensor Leaders, Tensor Followers) Pairs(Tensor columns, long distance, long pairs) =>
        (columns.slice(0, 0, 2 * pairs * distance, 2 * distance), columns.slice(0, distance, 2 * pairs * distance, 2 * distance));

    private void Turn(Tensor columns)
    {
        foreach (var (distance, at, pairs) in Rounds(columns.shape[0]))
            Turn(Pairs(columns, distance, pairs), first.narrow(0, at, pairs), upper.narrow(0, at, pairs), lower.narrow(0, at, pairs), last.narrow(0, at, pairs));
    }

    private void TurnBack(Tensor columns)
    {
        foreach (var (distance, at, pairs) in Rounds(columns.shape[0]).Reverse())
            Turn(Pairs(columns, distance, pairs), first.narrow(0, at, pairs), lower.narrow(0, at, pairs), upper.narrow(0, at, pairs), last.narrow(0, at, pairs));
    }

    // In place: (a, b) becomes (f·a + u·b, l·a + r·b).
    private static void Turn((Tensor Leaders, Tensor Followers) pair, Tensor f, Tensor u, Tensor l, Tensor r)
    {
        using var scope = NewDisposeScope();
        var (a, b) = pair;
        var (leaders, followers) = ((a * f).addcmul_(b, u, 1), (a * l).addcmul_(b, r, 1));
        a.copy_(leaders);
        b.copy_(followers);
    }

    /// <summary>R·x as one node of the graph: inputs are the rows [rows, d] and the four entries.</summary>
    private sealed class Product : autograd.SingleTensorFunction<Product>
    {
        public override string Name => nameof(GivensTree);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var saved = vars.Cast<Tensor>().ToList();
            ctx.save_for_backward(saved);
            var columns = Columns(saved[0]);
            new GivensTree(saved[1], saved[2], saved[3], saved[4]).Turn(columns);
            return columns.t();
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var entries = saved[1..];
            var tree = new GivensTree(entries[0], entries[1], entries[2], entries[3]);
            var gradient = Columns(grad_output);
            var ofEntries = entries.ConvertAll(entry => zeros_like(entry));
            foreach (var (given, (distance, at, pairs)) in tree.Given(saved[0]).Zip(Rounds(gradient.shape[0])).Reverse())
            {
                using var scope = NewDisposeScope();
                var (a, b) = Pairs(given, 1, pairs);
                var (ofLeaders, ofFollowers) = Pairs(gradient, distance, pairs);
                foreach (var (entry, (of, by)) in ofEntries.Zip([(ofLeaders, a), (ofLeaders, b), (ofFollowers, a), (ofFollowers, b)]))
                    entry.narrow(0, at, pairs).copy_((of * by).sum(1, keepdim: true));
                Turn((ofLeaders, ofFollowers), entries[0].narrow(0, at, pairs), entries[2].narrow(0, at, pairs), entries[1].narrow(0, at, pairs), entries[3].narrow(0, at, pairs));
            }
            return [gradient.t(), .. ofEntries];
        }
    }

    /// <summary>The coordinates that take part in each round, as they come into it.</summary>
    private List<Tensor> Given(Tensor rows)
    {
        var all = new List<Tensor> { Columns(rows) };
        foreach (var (_, at, pairs) in Rounds(rows.shape[1]).SkipLast(1))
        {
            using var scope = NewDisposeScope();
            var (a, b) = Pairs(all[^1], 1, pairs);
            var leaders = (a * first.narrow(0, at, pairs)).addcmul_(b, upper.narrow(0, at, pairs), 1);
            all.Add(scope.MoveToOuter(all[^1].shape[0] % 2 == 0 ? leaders : cat([leaders, all[^1].narrow(0, 2 * pairs, 1)])));
        }
        return all;
    }
}
