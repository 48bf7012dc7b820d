using System.Runtime.InteropServices;
using QaaHybrid.Torch.Native;
using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The elements in place, for reading and writing. Valid while this tensor lives. Writing goes past autograd, which cannot notice it.
        /// </summary>
        /// <typeparam name="T">The .NET type of the elements; it has to be the tensor's own.</typeparam>
        /// <exception cref="TorchException">Another element type; or not contiguous, or not in main memory, and what to do.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            var wanted = TypeOf<T>();
            if (dtype != wanted)
                throw new TorchException(nameof(data), $"the elements are {dtype}, not {wanted}: convert with to(ScalarType.{wanted})", null);
            var count = numel();
            if (count > int.MaxValue)
                throw new TorchException(nameof(data), $"{count} elements are more than a span can hold: take a part with narrow or select", null);
            return new TensorAccessor<T>(this, (T*)DataPointer(), (int)count);
        }

        /// <summary>The bytes in place, whatever the element type. Valid while this tensor lives.</summary>
        /// <exception cref="TorchException">Not contiguous, or not in main memory, or 2 GB and more.</exception>
        public Span<byte> bytes
        {
            get
            {
                long count;
                NativeMethods.Check(NativeMethods.qht_nbytes(Hold(), &count), this);
                return count <= int.MaxValue
                    ? new Span<byte>(DataPointer(), (int)count)
                    : throw new TorchException(nameof(bytes), $"{count} bytes are more than a span can hold: take a part with narrow or select", null);
            }
        }

        /// <summary>The only element.</summary>
        /// <typeparam name="T">The .NET type of the element; it has to be the tensor's own (see <see cref="ToSingle"/> and its like for a conversion).</typeparam>
        /// <exception cref="TorchException">More or less than one element, or another element type.</exception>
        public T item<T>()
            where T : unmanaged
        {
            var wanted = TypeOf<T>();
            if (dtype != wanted)
                throw new TorchException(nameof(item), $"the element is {dtype}, not {wanted}: convert with to(ScalarType.{wanted}), or use ToSingle and its like", null);
            var value = Aten.item.CallScalar(this);
            object boxed = wanted switch
            {
                ScalarType.Float32 => (float)value.ToDouble(),
                ScalarType.Float64 => value.ToDouble(),
                ScalarType.Float16 => (Half)value.ToDouble(),
                ScalarType.Int64 => value.ToInt64(),
                ScalarType.Int32 => (int)value.ToInt64(),
                ScalarType.Int16 => (short)value.ToInt64(),
                ScalarType.Int8 => (sbyte)value.ToInt64(),
                ScalarType.Byte => (byte)value.ToInt64(),
                ScalarType.Bool => value.ToBoolean(),
                _ => throw new TorchException(nameof(item), $"no .NET number stands for {wanted}", null),
            };
            return (T)boxed;
        }

        /// <summary>The only element, whatever its type.</summary>
        public Scalar ToScalar() => Aten.item.CallScalar(this);

        /// <summary>The only element as single precision, whatever its type.</summary>
        public float ToSingle() => (float)ToScalar().ToDouble();

        /// <summary>The only element as double precision, whatever its type.</summary>
        public double ToDouble() => ToScalar().ToDouble();

        /// <summary>The only element as an integer, whatever its type; cut towards zero.</summary>
        public long ToInt64() => ToScalar().ToInt64();

        /// <summary>The only element as an integer, whatever its type; cut towards zero.</summary>
        /// <exception cref="OverflowException">It does not fit.</exception>
        public int ToInt32() => checked((int)ToScalar().ToInt64());

        /// <summary>Whether the only element is not zero.</summary>
        public bool ToBoolean() => ToScalar().ToBoolean();

        /// <summary>A copy of the elements in the order of their indices, converted and made contiguous as needed.</summary>
        /// <typeparam name="T">The wanted .NET type.</typeparam>
        public T[] ToArray<T>()
            where T : unmanaged
        {
            using var converted = to(TypeOf<T>());
            using var dense = converted.contiguous();
            return dense.data<T>().ToArray();
        }

        private void* DataPointer()
        {
            void* pointer;
            NativeMethods.Check(NativeMethods.qht_data_ptr(Hold(), &pointer), this, nameof(data));
            return pointer;
        }
    }
}
