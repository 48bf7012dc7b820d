namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>One index of <c>tensor[…]</c>: a number, a range, a new dimension, the dots, or a tensor of numbers or truth values.</summary>
    public readonly struct TensorIndex
    {
        private TensorIndex(IndexKind kind, long number = 0, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            Kind = kind;
            Number = number;
            Start = start;
            Stop = stop;
            Step = step;
            Indices = tensor;
        }

        internal enum IndexKind
        {
            Slice,
            Number,
            Ellipsis,
            NewDimension,
            Indices,
        }

        /// <summary>All elements of the dimension.</summary>
        public static TensorIndex Colon { get; } = new(IndexKind.Slice);

        /// <summary>All dimensions that are not spoken of.</summary>
        public static TensorIndex Ellipsis { get; } = new(IndexKind.Ellipsis);

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex Null { get; } = new(IndexKind.NewDimension);

        internal IndexKind Kind { get; }

        internal long Number { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Indices { get; }

        /// <summary>Every step-th element from start to before stop; negative numbers count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(IndexKind.Slice, 0, start, stop, step);

        /// <summary>One element; the dimension disappears.</summary>
        public static TensorIndex Single(long index) => new(IndexKind.Number, index);

        /// <summary>The elements that a tensor names by number, or by truth value.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Indices, tensor: tensor);

        /// <summary>One element; the dimension disappears.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>One element; the dimension disappears.</summary>
        public static implicit operator TensorIndex(int value) => Single(value);

        /// <summary>The elements that a tensor names by number, or by truth value.</summary>
        public static implicit operator TensorIndex(Tensor tensor) => Tensor(tensor);

        /// <summary>A C# range: <c>1..</c>, <c>..^2</c>.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value);
    }
}
