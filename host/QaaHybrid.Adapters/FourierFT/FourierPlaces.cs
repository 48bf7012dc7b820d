namespace QaaHybrid.Adapters.FourierFT;

/// <summary>
/// Where the coefficients c_k of an [m, n] matrix stand in its spectrum, and the matrix that they make:
/// <code>ΔW[p, q] = (α/mn)·Σ_k c_k·cos(2π(p·u_k/m + q·v_k/n)),</code>
/// which is α times the real part of the inverse transform of the real spectrum S with S[u_k, v_k] = c_k.
/// </summary>
public sealed class FourierPlaces
{
    private readonly long _rows;
    private readonly long _columns;
    private readonly long _half;
    private readonly Tensor _read;
    private readonly Tensor _write;
    private readonly Tensor _source;

    /// <summary>Draws the places as PEFT does: the first of a random order of all m·n places.</summary>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="rows">m.</param>
    /// <param name="columns">n.</param>
    /// <param name="count">How many coefficients, fewer than m·n.</param>
    public FourierPlaces(long seed, long rows, long columns, int count)
    {
        (_rows, _columns, _half) = (rows, columns, (columns / 2) + 1);
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var order = randperm(rows * columns, generator: generator).slice(0, 0, count, 1).contiguous();
        Places = [.. order.data<long>().ToArray().Select(place => (place / columns, place % columns))];
        // The part of S that is even under (u, v) → (−u, −v) has the real part of S's transform as its own transform; of its columns only the first n/2 + 1 are needed. A
        // coefficient stands there at its place, at its mirror's, or, in the columns that are their own mirrors, at both.
        var (read, write, source) = (new long[count], new List<long>(), new List<long>());
        for (var k = 0; k < count; k++)
        {
            var (u, v) = Places[k];
            var (place, mirror) = ((u * _half) + v, ((rows - u) % rows * _half) + ((columns - v) % columns));
            var (inside, mirrorInside) = (v < _half, (columns - v) % columns < _half);
            read[k] = inside ? place : mirror;
            foreach (var (target, used) in new[] { (place, inside), (mirror, mirrorInside) })
                if (used)
                {
                    write.Add(target);
                    source.Add(k);
                }
        }
        (_read, _write, _source) = (tensor(read).DetachFromDisposeScope(), tensor(write.ToArray()).DetachFromDisposeScope(), tensor(source.ToArray()).DetachFromDisposeScope());
    }

    /// <summary>(u_k, v_k), in the order of the coefficients.</summary>
    public IReadOnlyList<(long Row, long Column)> Places { get; }

    /// <summary>ΔW, [m, n], with its gradient.</summary>
    /// <param name="coefficients">c, [count].</param>
    /// <param name="scaling">α.</param>
    public Tensor Matrix(Tensor coefficients, double scaling) => FourierFunction.apply(coefficients, this, scaling);

    /// <summary>
    /// The two tables with which ΔW·x takes 2·count·(m + n) products a vector instead of m·n, C of [2·count, n] and R of [m, 2·count]:
    /// <code>cos(a + b) = cos a·cos b − sin a·sin b:   ΔW·x = (α/mn)·R·((c, c) ∘ (C·x)),   C = [cos 2πqv_k/n ; sin …],   R = [cos 2πpu_k/m , −sin …]</code>
    /// </summary>
    /// <param name="type">Their element type.</param>
    public (Tensor Columns, Tensor Rows) Tables(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (Angles(entry => entry.Row, _rows), Angles(entry => entry.Column, _columns));
        return (scope.MoveToOuter(cat([columns.cos(), columns.sin()], 0).to(type)), scope.MoveToOuter(cat([rows.cos(), rows.sin().neg()], 0).t().contiguous().to(type)));

        // [count, size]; the product is reduced before it is scaled, so that large places keep their digits.
        Tensor Angles(Func<(long Row, long Column), long> index, long size) =>
            tensor(Places.Select(index).ToArray()).outer(arange(size, dtype: int64)).remainder(size).to(float64) * (2 * Math.PI / size);
    }

    private sealed class FourierFunction : autograd.SingleTensorFunction<FourierFunction>
    {
        public override string Name => nameof(FourierFT);

        public override Tensor forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (coefficients, places, scaling) = ((Tensor)vars[0]!, (FourierPlaces)vars[1]!, (double)vars[2]!);
            ctx.save_data(nameof(places), places);
            ctx.save_data(nameof(scaling), scaling);
            var half = zeros([places._rows * places._half], dtype: coefficients.dtype);
            half.index_add_(0, places._write, coefficients.index_select(0, places._source), scaling / 2);
            return fft.irfft(fft.ifft(half.reshape(places._rows, places._half), dim: 0), places._columns);
        }

        // dL/dc_k = (α/mn)·Σ G[p, q]·cos(…): the real part of G's own transform at the places.
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var (places, scaling) = ((FourierPlaces)ctx.get_data("places")!, (double)ctx.get_data("scaling")!);
            var spectrum = fft.fft_(fft.rfft(grad_output), dim: 0).real;
            return [spectrum.flatten().index_select(0, places._read) * (scaling / (places._rows * places._columns)), null!, null!];
        }
    }
}
