using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    // Views share the memory of the tensor they look at; what cannot be a view is said to copy.
    public partial class Tensor
    {
        /// <summary>A view of another shape; one size may be −1.</summary>
        /// <exception cref="TorchException">The elements do not lie so that a view can have this shape: see <see cref="reshape"/>.</exception>
        public Tensor view(params long[] shape) => Aten.view.Call(this, shape);

        /// <summary>As <see cref="view(long[])"/>, with the shape of another tensor.</summary>
        public Tensor view_as(Tensor other) => Aten.view_as.Call(this, other);

        /// <summary>Another shape; a view where possible, else a copy. One size may be −1.</summary>
        public Tensor reshape(params long[] shape) => Aten.reshape.Call(this, shape);

        /// <summary>Dimensions start_dim … end_dim become one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.flatten_using_ints.Call(this, start_dim, end_dim);

        /// <summary>One dimension becomes several; one size may be −1.</summary>
        public Tensor unflatten(long dim, params long[] sizes)
        {
            var from = shape;
            var at = (int)(dim < 0 ? dim + from.Length : dim);
            return view([.. from.AsSpan(0, at), .. sizes, .. from.AsSpan(at + 1)]);
        }

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor transpose(long dim0, long dim1) => Aten.transpose_int.Call(this, dim0, dim1);

        /// <summary>The transpose of a matrix.</summary>
        public Tensor t() => Aten.t.Call(this);

        /// <summary>All dimensions in reverse order.</summary>
        public Tensor T => Aten.permute.Call(this, Enumerable.Range(0, (int)dim()).Reverse().Select(dim => (long)dim).ToArray());

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => Aten.transpose_int.Call(this, -2, -1);

        /// <summary>Dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Aten.permute.Call(this, permutation);

        /// <summary>A dimension moved to another place.</summary>
        public Tensor movedim(long source, long destination) => Aten.movedim_int.Call(this, source, destination);

        /// <summary>Dimensions of size 1 shown as larger ones; −1 keeps a size.</summary>
        public Tensor expand(params long[] sizes) => Aten.expand.Call(this, sizes);

        /// <summary>As <see cref="expand"/>, to the shape of another tensor.</summary>
        public Tensor expand_as(Tensor other) => Aten.expand_as.Call(this, other);

        /// <summary>A new dimension of size 1.</summary>
        public Tensor unsqueeze(long dim) => Aten.unsqueeze.Call(this, dim);

        /// <summary>Without one dimension of size 1, or without all of them.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } one ? Aten.squeeze_dim.Call(this, one) : Aten.squeeze.Call(this);

        /// <summary>Elements start … start + length − 1 of a dimension.</summary>
        public Tensor narrow(long dim, long start, long length) => Aten.narrow.Call(this, dim, start, length);

        /// <summary>Element <paramref name="index"/> of a dimension, which disappears.</summary>
        public Tensor select(long dim, long index) => Aten.select_int.Call(this, dim, index);

        /// <summary>Every step-th element from start to before finish.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Aten.slice_Tensor.Call(this, dim, start, finish, step);

        /// <summary>Pieces of one size along a dimension; the last one may be smaller.</summary>
        public Tensor[] split(long size, long dim = 0) => Aten.split_Tensor.CallList(this, size, dim);

        /// <summary>Pieces of given sizes along a dimension.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_with_sizes.CallList(this, sizes, dim);

        /// <summary>At most so many pieces along a dimension.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk.CallList(this, chunks, dim);

        /// <summary>The elements of a dimension, each by itself.</summary>
        public Tensor[] unbind(long dim = 0) => Aten.unbind_int.CallList(this, dim);

        /// <summary>The whole repeated so many times along each dimension; copies.</summary>
        public Tensor repeat(params long[] sizes) => Aten.repeat.Call(this, sizes);

        /// <summary>As <see cref="repeat"/>, but missing leading counts are 1.</summary>
        public Tensor tile(params long[] reps) => Aten.tile.Call(this, reps);

        /// <summary>Every element repeated; copies. Without a dimension the tensor is taken as flat.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_int.Call(this, repeats, dim, output_size);

        /// <summary>Every element repeated as often as <paramref name="repeats"/> says; copies.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_Tensor.Call(this, repeats, dim, output_size);

        /// <summary>The order of some dimensions turned round; copies.</summary>
        public Tensor flip(params long[] dims) => Aten.flip.Call(this, dims);

        /// <summary>Elements moved along dimensions, those that fall off come in at the other end; copies.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Aten.roll.Call(this, shifts, dims);

        /// <summary>This tensor if its elements lie densely in order, else a copy whose elements do.</summary>
        public Tensor contiguous() => Aten.contiguous.Call(this);

        /// <summary>The diagonal of a matrix, as a view.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Aten.diagonal.Call(this, offset, dim1, dim2);
    }
}
