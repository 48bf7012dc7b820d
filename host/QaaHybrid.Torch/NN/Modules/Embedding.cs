using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Rows of a table, by number.</summary>
            /// <param name="num_embeddings">How many rows.</param>
            /// <param name="embedding_dims">Their size.</param>
            /// <param name="padding_idx">A row that gets no gradient and starts at zero.</param>
            /// <param name="device">Where.</param>
            /// <param name="dtype">Element type; float32 by default.</param>
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, Device? device = null, ScalarType? dtype = null) =>
                new(num_embeddings, embedding_dims, padding_idx, device, dtype);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>Rows of a table, by number: int64 <c>[…]</c> becomes <c>[…, dims]</c>.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long? paddingIndex;
        private Parameter weightValue;

        /// <summary>A layer with a given table.</summary>
        /// <param name="weight"><c>[rows, dims]</c>.</param>
        /// <param name="padding_idx">A row that gets no gradient.</param>
        public Embedding(Parameter weight, long? padding_idx = null)
            : base(nameof(Embedding))
        {
            ArgumentNullException.ThrowIfNull(weight);
            weightValue = weight;
            paddingIndex = padding_idx;
            register_parameter(nameof(weight), weight);
        }

        internal Embedding(long rows, long size, long? padding_idx, Device? device, ScalarType? dtype)
            : this(nn.NewParameter([rows, size], device, dtype), padding_idx)
        {
            nn.init.normal_(weight);
            if (padding_idx is not { } row)
                return;
            using var _ = no_grad();
            using var line = weight.select(0, row);
            line.zero_();
        }

        /// <summary>The table, <c>[rows, dims]</c>.</summary>
        public Parameter weight
        {
            get => weightValue;
            set => Exchange(nameof(weight), weightValue = value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.embedding(input, weight, paddingIndex);
    }
}
