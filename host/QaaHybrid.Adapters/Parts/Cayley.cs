namespace QaaHybrid.Adapters.Parts;

/// <summary>Which of the two mirror images of Cayley's transform: they are each other's transpose, and span the same rotations.</summary>
public enum CayleySign
{
    /// <summary>(I − S)(I + S)⁻¹, as QuIC's released code has it.</summary>
    Minus,

    /// <summary>(I + S)(I − S)⁻¹, as OFT has it (Qiu et al., arXiv 2306.07280).</summary>
    Plus,
}

/// <summary>
/// Cayley's transform of a skew matrix S: a rotation, orthogonal with determinant +1, the identity where S is 0. Every rotation without the eigenvalue −1 is
/// one. Over any number of leading dimensions at once, with its exact gradient.
/// </summary>
public static class Cayley
{
    /// <summary>The rotations of the skew parts S = (P − Pᵀ)/2 of freely trained matrices.</summary>
    /// <param name="parameter">P, [.., n, n].</param>
    /// <param name="sign">The convention.</param>
    /// <returns>[.., n, n].</returns>
    public static Tensor OfSkewPart(Tensor parameter, CayleySign sign = CayleySign.Minus) => CayleyFunction.apply(parameter, sign, true);

    /// <summary>The rotations of matrices that are skew already, for methods that store the n(n−1)/2 numbers above the diagonal.</summary>
    /// <param name="skew">S, [.., n, n]; that it is skew is the caller's matter.</param>
    /// <param name="sign">The convention.</param>
    /// <returns>[.., n, n].</returns>
    public static Tensor OfSkew(Tensor skew, CayleySign sign = CayleySign.Minus) => CayleyFunction.apply(skew, sign, false);

    /// <summary>Independent numbers in a skew matrix of n rows.</summary>
    public static long DegreesOfFreedom(long n) => n * (n - 1) / 2;

    /// <summary>
    /// <code>
    /// s = +1 (Minus) or −1 (Plus):  M = (I + s·S)⁻¹,   A = 2M − I,   dA = −2s·M·dS·M
    /// G_S = −2s·Mᵀ·G_A·Mᵀ,  and behind S = (P − Pᵀ)/2:  G_P = (G_S − G_Sᵀ)/2
    /// </code>
    /// One node in place of the seven that autograd would record; M is all that backward needs.
    /// </summary>
    private sealed class CayleyFunction : autograd.SingleTensorFunction<CayleyFunction>
    {
        public override string Name => nameof(Cayley);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (source, sign, project) = ((Tensor)vars[0]!, (CayleySign)vars[1]! == CayleySign.Minus ? 1.0 : -1.0, (bool)vars[2]!);
            var shifted = project ? (source - source.transpose(-2, -1)).mul_(sign / 2) : source * sign;
            // I + S has no eigenvalue below 1 in size: the inverse always exists and is well conditioned.
            shifted.diagonal(0, -2, -1).add_(1);
            var inverse = shifted.inverse();
            ctx.save_for_backward([inverse]);
            ctx.save_data(nameof(sign), sign);
            ctx.save_data(nameof(project), project);
            var rotation = inverse * 2;
            rotation.diagonal(0, -2, -1).sub_(1);
            return rotation;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var (sign, project) = ((double)ctx.get_data("sign")!, (bool)ctx.get_data("project")!);
            var transposed = ctx.get_saved_variables()[0].transpose(-2, -1);
            var gradient = transposed.matmul(grad_output).matmul(transposed);
            return [project ? (gradient - gradient.transpose(-2, -1)).mul_(-sign) : gradient * (-2 * sign), null!, null!];
        }
    }
}
