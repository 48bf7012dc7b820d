using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>How a loss over many elements becomes one number.</summary>
        public enum Reduction
        {
            /// <summary>Not at all.</summary>
            None = 0,

            /// <summary>Their mean.</summary>
            Mean = 1,

            /// <summary>Their sum.</summary>
            Sum = 2,
        }

        /// <summary>What modules compute, as functions.</summary>
        public static partial class functional
        {
            /// <summary>x·Wᵀ + b.</summary>
            /// <param name="input"><c>[…, in]</c>.</param>
            /// <param name="weight"><c>[out, in]</c>.</param>
            /// <param name="bias"><c>[out]</c>, or none.</param>
            public static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null) => Aten.linear.Call(input, weight, bias);

            /// <summary>Rows of a table.</summary>
            /// <param name="input">Row numbers, int64 or int32.</param>
            /// <param name="weight"><c>[rows, dims]</c>.</param>
            /// <param name="padding_idx">A row that gets no gradient.</param>
            public static Tensor embedding(Tensor input, Tensor weight, long? padding_idx = null) => Aten.embedding.Call(weight, input, padding_idx ?? -1);

            /// <summary>(x − mean)/√(variance + eps)·w + b over the last dimensions.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Aten.layer_norm.Call(input, normalized_shape, weight, bias, eps);

            /// <summary>Elements become 0 with probability p and the others grow by 1/(1 − p); without training, x itself.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true) => Aten.dropout.Call(input, p, training);

            /// <inheritdoc cref="Tensor.softmax"/>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            /// <inheritdoc cref="Tensor.log_softmax"/>
            public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

            /// <inheritdoc cref="Tensor.silu"/>
            public static Tensor silu(Tensor x) => x.silu();

            /// <inheritdoc cref="Tensor.relu"/>
            public static Tensor relu(Tensor x) => x.relu();

            /// <inheritdoc cref="Tensor.tanh"/>
            public static Tensor tanh(Tensor x) => x.tanh();

            /// <inheritdoc cref="Tensor.sigmoid"/>
            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            /// <inheritdoc cref="Tensor.gelu"/>
            public static Tensor gelu(Tensor x, string approximate = "none") => x.gelu(approximate);

            /// <summary>x/max(‖x‖ₚ, eps) along a dimension.</summary>
            public static Tensor normalize(Tensor input, float p = 2.0f, long dim = 1, float eps = 1e-12f)
            {
                using var scope = NewDisposeScope();
                return scope.MoveToOuter(input.div(input.norm((int)dim, keepdim: true, p).clamp(min: eps)));
            }

            /// <summary>1 at the class, 0 elsewhere: int64 <c>[…]</c> becomes <c>[…, classes]</c>.</summary>
            /// <param name="x">Class numbers, int64.</param>
            /// <param name="num_classes">How many classes; −1: one more than the greatest number.</param>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.one_hot.Call(x, num_classes);

            /// <summary>Adds borders to the last dimensions: the last one's left and right, then the one before it, and so on.</summary>
            public static Tensor pad(Tensor input, long[] pad, double value = 0) => Aten.constant_pad_nd.Call(input, pad, value);

            /// <summary>softmax(q·kᵀ/√d + mask)·v.</summary>
            /// <param name="query"><c>[…, L, d]</c>.</param>
            /// <param name="key"><c>[…, S, d]</c>.</param>
            /// <param name="value"><c>[…, S, dᵥ]</c>.</param>
            /// <param name="attn_mask">Truth values (false: not looked at) or numbers that are added, to be broadcast to <c>[…, L, S]</c>.</param>
            /// <param name="p">Dropout on the weights.</param>
            /// <param name="is_casual">Position i looks at positions up to i. (TorchSharp's spelling.)</param>
            /// <returns><c>[…, L, dᵥ]</c>.</returns>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (attn_mask is not null && is_casual)
                    throw new ArgumentException("a mask and causal attention exclude each other: put the causal part into the mask", nameof(is_casual));
                if (Aten.scaled_dot_product_attention.Exists)
                    return Aten.scaled_dot_product_attention.Call(query, key, value, attn_mask, p, is_casual);

                using var scope = NewDisposeScope();
                var scores = query.mul(1 / Math.Sqrt(query.size(-1))).matmul(key.mT);
                if (is_casual)
                    attn_mask = ones([query.size(-2), key.size(-2)], ScalarType.Bool).tril();
                if (attn_mask is not null)
                    scores = attn_mask.dtype == ScalarType.Bool ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity) : scores.add(attn_mask);
                var weights = scores.softmax(-1);
                if (p > 0)
                    weights = dropout(weights, p);
                return scope.MoveToOuter(weights.matmul(value));
            }
        }
    }
}
