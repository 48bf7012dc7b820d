using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// A part of the tensor: a view, or a copy where a tensor is among the indices. Setting writes into the part.
        /// </summary>
        /// <exception cref="TorchException">More indices than dimensions, or an index out of range.</exception>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <inheritdoc cref="this[TensorIndex[]]"/>
        public Tensor index(params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var (view, tensors) = View(indices);
            var part = tensors is null ? view : Aten.index_Tensor.Call(view, tensors);
            // Where every index was a colon the view is this tensor itself.
            return scope.MoveToOuter(ReferenceEquals(part, this) ? part.alias() : part);
        }

        /// <summary>self[indices] ← value.</summary>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, false, indices);

        /// <summary>self[indices] ← value, or self[indices] += value, repeated indices included.</summary>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, bool accumulate, params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var (view, tensors) = View(indices);
            if (tensors is not null)
                Aten.index_put_.Run(view, tensors, value, accumulate);
            else if (accumulate)
                view.add_(value);
            else
                view.copy_(value);
            return this;
        }

        /// <summary>The elements of a dimension that a vector names.</summary>
        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call(this, dim, index);

        /// <summary>self[index] += alpha · source along a dimension.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.index_add_.Change(this, dim, index, source, alpha);

        /// <summary>self[index] ← source along a dimension.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.index_copy_.Change(this, dim, index, source);

        /// <summary>self[index] ← value along a dimension.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.index_fill__int_Scalar.Change(this, dim, index, value);

        /// <summary>Out of every line along a dimension the elements that <paramref name="index"/> names.</summary>
        public Tensor gather(long dim, Tensor index) => Aten.gather.Call(this, dim, index);

        /// <summary>A copy with <paramref name="src"/> written to where <paramref name="index"/> says along a dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.scatter_src.Call(this, dim, index, src);

        /// <summary>A copy with a number written to where <paramref name="index"/> says along a dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Scalar value) => Aten.scatter_value.Call(this, dim, index, value);

        /// <summary>As <see cref="scatter(long, Tensor, Tensor)"/>, in place.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.scatter__src.Change(this, dim, index, src);

        /// <summary>As <see cref="scatter(long, Tensor, Scalar)"/>, in place.</summary>
        public Tensor scatter_(long dim, Tensor index, Scalar value) => Aten.scatter__value.Change(this, dim, index, value);

        /// <summary>A copy with <paramref name="src"/> added to where <paramref name="index"/> says along a dimension.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add.Call(this, dim, index, src);

        /// <summary>As <see cref="scatter_add"/>, in place.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.scatter_add_.Change(this, dim, index, src);

        /// <summary>A copy with a number where the mask is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar.Call(this, mask, value);

        /// <summary>A number where the mask is true.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.masked_fill__Scalar.Change(this, mask, value);

        /// <summary>The elements where the mask is true, as a vector.</summary>
        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call(this, mask);

        /// <summary>Where elements are not zero: one row of indices for each, <c>[count, dimensions]</c>.</summary>
        public Tensor nonzero() => Aten.nonzero.Call(this);

        /// <summary>
        /// Numbers, ranges and new dimensions become a view; tensors are left over for the indexing operator, each at its dimension of the view.
        /// </summary>
        private (Tensor View, Tensor?[]? Tensors) View(TensorIndex[] indices)
        {
            ArgumentNullException.ThrowIfNull(indices);
            var spoken = indices.Sum(one => one.Kind switch
            {
                TensorIndex.IndexKind.Ellipsis or TensorIndex.IndexKind.NewDimension => 0L,
                TensorIndex.IndexKind.Indices when one.Indices!.dtype == ScalarType.Bool => one.Indices.dim(),
                _ => 1L,
            });
            if (spoken > dim())
                throw new TorchException(nameof(index), $"{spoken} indices for a tensor with {dim()} dimensions", null);

            if (indices.Count(one => one.Kind == TensorIndex.IndexKind.Ellipsis) > 1)
                throw new TorchException(nameof(index), "more than one ellipsis", null);

            var view = this;
            var at = 0L;
            // A mask takes several dimensions but one place in the list.
            var merged = 0L;
            List<Tensor?>? tensors = null;
            foreach (var one in indices)
            {
                switch (one.Kind)
                {
                    case TensorIndex.IndexKind.Ellipsis:
                        at += dim() - spoken;
                        break;
                    case TensorIndex.IndexKind.NewDimension:
                        view = view.unsqueeze(at++);
                        break;
                    case TensorIndex.IndexKind.Number:
                        view = view.select(at, one.Number);
                        break;
                    case TensorIndex.IndexKind.Slice:
                        if (one.Start is not null || one.Stop is not null || one.Step is not null)
                            view = Aten.slice_Tensor.Call(view, at, one.Start, one.Stop, one.Step ?? 1);
                        at++;
                        break;
                    default:
                        tensors ??= [];
                        while (tensors.Count < at - merged)
                            tensors.Add(null);
                        tensors.Add(one.Indices);
                        var taken = one.Indices!.dtype == ScalarType.Bool ? one.Indices.dim() : 1;
                        at += taken;
                        merged += taken - 1;
                        break;
                }
            }

            return (view, tensors?.ToArray());
        }
    }
}
