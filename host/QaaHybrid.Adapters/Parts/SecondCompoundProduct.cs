using QaaHybrid.Circuits.Subspace;

namespace QaaHybrid.Adapters.Parts;

/// <summary>
/// Rows times C_2(A) without C_2(A): a row of C(n, 2) numbers is an antisymmetric matrix X, and <c>y·C_2(A)</c> is the upper triangle of AᵀXA. About 10·n³ operations a row forward
/// and backward where the product with C_2(A) takes 1.5·n⁴; it pays from about 32 rows of A on.
/// </summary>
/// <remarks>
/// With G antisymmetric, half the incoming gradient above the diagonal: <c>∂X = A·G·Aᵀ</c>, the same product with Aᵀ, and <c>∂A = 2·Σ_rows XᵀAG</c>. Both matrices of a
/// product with A on the left are had from one on the right, transposed: <c>A·G = −(G·Aᵀ)ᵀ</c>.
/// </remarks>
public static class SecondCompoundProduct
{
    /// <summary>From how many rows of A on this is faster than forming C_2(A).</summary>
    public const int Pays = 32;

    /// <summary>Multiplies.</summary>
    /// <param name="rows">y, [rows, blocks, C(n, 2)].</param>
    /// <param name="matrices">A, [blocks or 1, n, n].</param>
    /// <returns>[rows, blocks, C(n, 2)].</returns>
    public static Tensor Apply(Tensor rows, Tensor matrices) => SecondCompoundFunction.apply(rows, matrices);

    private sealed class SecondCompoundFunction : autograd.SingleTensorFunction<SecondCompoundFunction>
    {
        public override string Name => nameof(SecondCompoundProduct);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (rows, matrices) = ((Tensor)vars[0]!, (Tensor)vars[1]!);
            ctx.save_for_backward([rows, matrices]);
            var a = matrices.expand(rows.shape[1], -1, -1);
            return Upper(Right(Turned(Right(Antisymmetric(rows, matrices.shape[1]), a)), a));
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var (rows, matrices) = (ctx.get_saved_variables()[0], ctx.get_saved_variables()[1]);
            var n = matrices.shape[1];
            var back = matrices.expand(rows.shape[1], -1, -1).transpose(1, 2);
            // V_t = (G_t·Aᵀ)ᵀ, twice too large, since G here is the gradient and not half of it.
            var v = Turned(Right(Antisymmetric(grad_output, n), back));
            var gradRows = ctx.needs_input_grad(0) ? Upper(Right(v, back)) : null;
            Tensor? gradMatrices = null;
            if (ctx.needs_input_grad(1))
            {
                var x = Antisymmetric(rows, n);
                gradMatrices = x.view(x.shape[0], -1, n).transpose(1, 2).bmm(v.view(x.shape[0], -1, n)).neg_();
                if (matrices.shape[0] == 1)
                    gradMatrices = gradMatrices.sum(0, keepdim: true);
            }
            return [gradRows!, gradMatrices!];
        }

        // [rows, blocks, C(n, 2)] to [blocks, rows, n, n]
        private static Tensor Antisymmetric(Tensor rows, long n)
        {
            var (above, below) = Places((int)n);
            var blocks = rows.transpose(0, 1);
            var full = zeros([blocks.shape[0], blocks.shape[1], n * n], dtype: rows.dtype);
            full.index_copy_(2, above, blocks);
            full.index_copy_(2, below, blocks.neg());
            return full.view(blocks.shape[0], blocks.shape[1], n, n);
        }

        // The upper triangle of Zᵀᵀ, that is the lower one of what is given, [blocks, rows, n, n] to [rows, blocks, C(n, 2)]
        private static Tensor Upper(Tensor transposed)
        {
            var n = transposed.shape[^1];
            return transposed.flatten(2).index_select(2, Places((int)n).Below).transpose(0, 1);
        }

        private static Tensor Right(Tensor x, Tensor a) => x.view(x.shape[0], -1, x.shape[3]).bmm(a).view(x.shape);

        private static Tensor Turned(Tensor x) => x.transpose(2, 3).contiguous();

        private static (Tensor Above, Tensor Below) Places(int n)
        {
            var pairs = new WeightBasis(n, 2);
            long Place(int pair, bool below) => below
                ? pairs.Elements[2 * pair + 1] * (long)n + pairs.Elements[2 * pair]
                : pairs.Elements[2 * pair] * (long)n + pairs.Elements[2 * pair + 1];
            Tensor All(bool below) => tensor(Enumerable.Range(0, pairs.Count).Select(pair => Place(pair, below)).ToArray());
            return (All(false), All(true));
        }
    }
}
