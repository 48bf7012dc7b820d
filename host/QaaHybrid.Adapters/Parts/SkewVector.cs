namespace QaaHybrid.Adapters.Parts;

/// <summary>Skew matrices from the n(n−1)/2 numbers above their diagonals, row after row: what OFTv2 stores in place of whole matrices.</summary>
public static class SkewVector
{
    /// <summary>Q with the numbers above the diagonal and their negatives below it.</summary>
    /// <param name="vector">[r, n(n−1)/2].</param>
    /// <param name="above">From <see cref="Above"/> for n.</param>
    /// <param name="n">Rows of a matrix.</param>
    /// <returns>[r, n, n].</returns>
    public static Tensor ToMatrix(Tensor vector, Tensor above, long n) => SkewFunction.apply(vector, above, n);

    /// <summary>Where the numbers above the diagonal lie in a matrix of n rows that is written as a vector: [n(n−1)/2], row after row.</summary>
    public static Tensor Above(long n)
    {
        var places = Enumerable.Range(0, (int)n).SelectMany(row => Enumerable.Range(row + 1, (int)n - row - 1).Select(column => row * n + column));
        return tensor(places.ToArray());
    }

    /// <summary><c>Q = M − Mᵀ</c> where M holds the numbers; <c>g = (G − Gᵀ)</c> read above the diagonal.</summary>
    private sealed class SkewFunction : autograd.SingleTensorFunction<SkewFunction>
    {
        public override string Name => nameof(SkewVector);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (vector, above, n) = ((Tensor)vars[0]!, (Tensor)vars[1]!, (long)vars[2]!);
            ctx.save_for_backward([above]);
            var upper = zeros([vector.shape[0], n * n], dtype: vector.dtype).index_copy_(1, above, vector).reshape(-1, n, n);
            return upper - upper.transpose(-2, -1);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var gradient = grad_output - grad_output.transpose(-2, -1);
            return [gradient.flatten(1).index_select(1, ctx.get_saved_variables()[0]), null!, null!];
        }
    }
}
