using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product over the last two dimensions; leading dimensions are broadcast.</summary>
        public Tensor matmul(Tensor target) => Aten.matmul.Call(this, target);

        /// <summary>The product of two matrices.</summary>
        public Tensor mm(Tensor target) => Aten.mm.Call(this, target);

        /// <summary>The products of two batches of matrices, <c>[b, n, m] · [b, m, p]</c>.</summary>
        public Tensor bmm(Tensor batch2) => Aten.bmm.Call(this, batch2);

        /// <summary>A matrix times a vector.</summary>
        public Tensor mv(Tensor vec) => Aten.mv.Call(this, vec);

        /// <summary>The scalar product of two vectors.</summary>
        public Tensor dot(Tensor other) => Aten.dot.Call(this, other);

        /// <summary>The products of all pairs of elements of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Aten.outer.Call(this, vec2);

        /// <summary>beta · self + alpha · mat1 · mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.addmm.Call(this, mat1, mat2, (double)beta, (double)alpha);

        /// <summary>beta · self + alpha · batch1 · batch2.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.baddbmm.Call(this, batch1, batch2, (double)beta, (double)alpha);

        /// <summary>The part on and above a diagonal, zero elsewhere.</summary>
        public Tensor triu(long diagonal = 0) => Aten.triu.Call(this, diagonal);

        /// <summary>The part on and below a diagonal, zero elsewhere.</summary>
        public Tensor tril(long diagonal = 0) => Aten.tril.Call(this, diagonal);

        /// <summary>A matrix with this vector as its diagonal, or the diagonal of this matrix.</summary>
        public Tensor diag(long diagonal = 0) => Aten.diag.Call(this, diagonal);

        /// <summary>The sum of the diagonal.</summary>
        public Tensor trace() => Aten.trace.Call(this);

        /// <summary>The inverse of a square matrix, or of a batch of them.</summary>
        public Tensor inverse() => Aten.linalg_inv.Call(this);

        /// <summary>The exponential of a square matrix, or of a batch of them.</summary>
        public Tensor matrix_exp() => Aten.matrix_exp.Call(this);
    }

    /// <inheritdoc cref="Tensor.matmul"/>
    public static Tensor matmul(Tensor input, Tensor other) => input.matmul(other);

    /// <inheritdoc cref="Tensor.mm"/>
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

    /// <inheritdoc cref="Tensor.bmm"/>
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);

    /// <inheritdoc cref="Tensor.mv"/>
    public static Tensor mv(Tensor input, Tensor target) => input.mv(target);

    /// <inheritdoc cref="Tensor.dot"/>
    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);

    /// <inheritdoc cref="Tensor.outer"/>
    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);

    /// <inheritdoc cref="Tensor.addmm"/>
    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => input.addmm(mat1, mat2, beta, alpha);

    /// <inheritdoc cref="Tensor.triu"/>
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);

    /// <inheritdoc cref="Tensor.tril"/>
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);

    /// <summary>A sum of products written with index letters, for instance <c>bij,bjk-&gt;bik</c>.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Aten.einsum.Call(equation, tensors);

    /// <summary>Decompositions and solutions of linear systems.</summary>
    public static class linalg
    {
        /// <summary>How much of Q a QR decomposition computes, for a matrix <c>[m, n]</c> with k = min(m, n).</summary>
        public enum QRMode
        {
            /// <summary>Q of shape <c>[m, k]</c>.</summary>
            Reduced = 0,

            /// <summary>Q of shape <c>[m, m]</c>.</summary>
            Complete = 1,

            /// <summary>R alone.</summary>
            R = 2,
        }

        /// <summary>An orthogonal and an upper triangular matrix, Q·R = A.</summary>
        /// <param name="input">A, or a batch of them.</param>
        /// <param name="mode">How much of Q is wanted.</param>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => Aten.linalg_qr.CallPair(input, mode switch
        {
            QRMode.Complete => "complete",
            QRMode.R => "r",
            _ => "reduced",
        });

        /// <summary>X with A·X = B.</summary>
        public static Tensor solve(Tensor A, Tensor B) => Aten.linalg_solve.Call(A, B);

        /// <summary>The inverse of a square matrix.</summary>
        public static Tensor inv(Tensor input) => input.inverse();

        /// <summary>The determinant of a square matrix.</summary>
        public static Tensor det(Tensor input) => Aten.linalg_det.Call(input);

        /// <summary>U, S, Vᴴ with U·diag(S)·Vᴴ = A, S descending.</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor A, bool fullMatrices = true) =>
            Aten.linalg_svd.CallAll(A, fullMatrices) is [Tensor u, Tensor s, Tensor vh] ? (u, s, vh) : throw new TorchException("aten::linalg_svd", "three tensors were expected", null);

        /// <summary>(Σ |x|^ord)^(1/ord) over all elements, or along dimensions.</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Aten.linalg_vector_norm.Call(input, ord, dims, keepdim);
    }
}
