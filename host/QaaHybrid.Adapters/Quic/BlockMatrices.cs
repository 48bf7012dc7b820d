using QaaHybrid.Adapters.Parts;

namespace QaaHybrid.Adapters.Quic;

/// <summary>Where the matrices A of a layer come from: the trained numbers and the way from them to A. What is made of A does not know it.</summary>
public abstract class BlockMatrices(string name) : nn.Module(name)
{
    /// <summary>The trained tensors by the names under which they are saved.</summary>
    public abstract IEnumerable<(string Name, Tensor Tensor)> Tensors { get; }

    /// <summary>Whether A is a rotation whatever the numbers are.</summary>
    public abstract bool IsOrthogonal { get; }

    /// <summary>Independent directions among the trained numbers.</summary>
    public abstract long DegreesOfFreedom { get; }

    /// <summary>A of every adapter and block, recorded for gradients.</summary>
    /// <param name="type">The element type in which it is computed.</param>
    /// <returns>[adapters, blocks or 1, n, n].</returns>
    public abstract Tensor Compute(ScalarType type);

    /// <summary>Sets the start values; random ones come from libtorch's generator as it stands.</summary>
    public abstract void Reset(QuicStart start);
}

/// <summary>
/// The released code's tensor <c>compound</c> of n × n numbers a block, P: <c>A = (I − S)(I + S)⁻¹</c> with S = (P − Pᵀ)/2, or A = P where nothing is to be orthogonal.
/// </summary>
public sealed class SquareBlockMatrices : BlockMatrices
{
    private readonly Parameter compound;

    /// <summary>Makes the tensor, all zero.</summary>
    /// <param name="adapters">m.</param>
    /// <param name="blocks">Blocks with an A of their own.</param>
    /// <param name="n">Rows of A.</param>
    /// <param name="orthogonal">Whether A is Cayley's transform of P, or P.</param>
    /// <param name="type">The element type.</param>
    public SquareBlockMatrices(int adapters, int blocks, int n, bool orthogonal, ScalarType type) : base(nameof(SquareBlockMatrices))
    {
        IsOrthogonal = orthogonal;
        compound = nn.Parameter(zeros([adapters, blocks, n, n], dtype: type));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> Tensors => [(nameof(compound), compound)];

    /// <inheritdoc/>
    public override bool IsOrthogonal { get; }

    /// <summary>n(n − 1)/2 numbers of a skew part, n² otherwise, for every A.</summary>
    public override long DegreesOfFreedom => compound.shape[0] * compound.shape[1] * (IsOrthogonal ? Cayley.DegreesOfFreedom(compound.shape[2]) : compound.shape[2] * compound.shape[2]);

    /// <inheritdoc/>
    public override Tensor Compute(ScalarType type) => IsOrthogonal ? Cayley.OfSkewPart(compound.to(type)) : compound.to(type);

    /// <inheritdoc/>
    public override void Reset(QuicStart start)
    {
        using var guard = no_grad();
        if (start == QuicStart.Xavier)
        {
            // As PyTorch counts the fans of a tensor of four dimensions: the second and first one, times the size of the last two.
            var field = compound.shape[2] * compound.shape[3];
            compound.uniform_(-1, 1).mul_(Math.Sqrt(6.0 / ((compound.shape[0] + compound.shape[1]) * field)));
        }
        else if (start == QuicStart.Identity && !IsOrthogonal)
            compound.copy_(eye(compound.shape[2], dtype: compound.dtype).expand_as(compound));
        else
            compound.zero_();
    }
}
