using QaaHybrid.Torch.Native;
using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>Seeds the default generator.</summary>
    public static Generator manual_seed(long seed)
    {
        NativeMethods.Check(NativeMethods.qht_manual_seed(seed));
        return Generator.Default;
    }

    /// <summary>The state of the default generator, as bytes.</summary>
    public static Tensor get_rng_state() => Generator.Default.get_state();

    /// <summary>Brings the default generator back to a state.</summary>
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>Normally distributed numbers, mean 0 and variance 1.</summary>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        With(Aten.randn_generator.Call(size, generator, dtype, OpArgument.None, device), requires_grad);

    /// <summary>Normally distributed numbers, mean 0 and variance 1.</summary>
    public static Tensor randn(params long[] size) => randn(size, null);

    /// <summary>Uniformly distributed numbers of [0, 1).</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        With(Aten.rand_generator.Call(size, generator, dtype, OpArgument.None, device), requires_grad);

    /// <summary>Uniformly distributed numbers of [0, 1).</summary>
    public static Tensor rand(params long[] size) => rand(size, null);

    /// <summary>Uniformly distributed integers of [0, high).</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, Generator? generator = null) =>
        randint(0, high, size, dtype, device, generator);

    /// <summary>Uniformly distributed integers of [low, high).</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, Generator? generator = null) =>
        Aten.randint_low_generator.Call(low, high, size, generator, dtype ?? int64, OpArgument.None, device);

    /// <summary>0 … n − 1 in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, Generator? generator = null) =>
        Aten.randperm_generator.Call(n, generator, dtype ?? int64, OpArgument.None, device);

    /// <summary>Normally distributed numbers of another tensor's shape and type.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null) => Aten.randn_like.Call(input, dtype);

    /// <summary>Uniformly distributed numbers of another tensor's shape and type.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null) => Aten.rand_like.Call(input, dtype);

    /// <summary>Indices drawn with the weights of a vector, or of each row of a matrix.</summary>
    /// <param name="input">The weights; they need not add up to 1.</param>
    /// <param name="num_samples">How many.</param>
    /// <param name="replacement">An index may be drawn again.</param>
    /// <param name="generator">The generator; the default one if absent.</param>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        Aten.multinomial.Call(input, num_samples, replacement, generator);

    /// <summary>1 with the probability that the element says, else 0.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => Aten.bernoulli.Call(input, generator);
}
