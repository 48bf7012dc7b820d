using System.Text;
using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    /// <summary>
    /// A tensor of libtorch. It owns one reference to native memory that the garbage collector cannot see: dispose it, or make it inside a
    /// <see cref="DisposeScope"/>. The finaliser is the last resort.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private readonly TensorHandle handle;

        /// <param name="pointer">A native handle; owned from now on.</param>
        /// <param name="ownedKib">KiB of storage that only this tensor holds.</param>
        internal Tensor(nint pointer, int ownedKib = 0)
        {
            if (pointer == 0)
                throw new TorchException("a tensor was expected, but there is none");
            handle = new TensorHandle(pointer, ownedKib);
            DisposeScope.Register(this);
            if (Scope is null)
                handle.AddPressure();
        }

        /// <summary>Whether the tensor has been disposed.</summary>
        public bool IsInvalid => handle.IsClosed;

        /// <summary>The number of dimensions.</summary>
        public long ndim => dim();

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => numel();

        /// <summary>The sizes of the dimensions.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[dim()];
                fixed (long* pointer = sizes)
                    NativeMethods.Check(NativeMethods.qht_shape(Hold(), pointer, sizes.Length), this);
                return sizes;
            }
        }

        /// <summary>The element type.</summary>
        public ScalarType dtype
        {
            get
            {
                var type = NativeMethods.qht_dtype(Hold());
                Release();
                return (ScalarType)type;
            }
        }

        /// <summary>Where the elements lie.</summary>
        public Device device
        {
            get
            {
                const int capacity = 64;
                var text = stackalloc byte[capacity];
                NativeMethods.Check(NativeMethods.qht_device(Hold(), text, capacity), this);
                return new Device(NativeMethods.Text(text));
            }
        }

        /// <summary>The number of dimensions.</summary>
        public long dim()
        {
            var dimensions = NativeMethods.qht_dim(Hold());
            Release();
            return dimensions;
        }

        /// <summary>The number of elements.</summary>
        public long numel()
        {
            var elements = NativeMethods.qht_numel(Hold());
            Release();
            return elements;
        }

        /// <summary>The sizes of the dimensions.</summary>
        public long[] size() => shape;

        /// <summary>The size of one dimension; negative numbers count from the end.</summary>
        /// <exception cref="TorchException">There is no such dimension.</exception>
        public long size(int dim)
        {
            var sizes = shape;
            var index = dim < 0 ? dim + sizes.Length : dim;
            return (uint)index < (uint)sizes.Length
                ? sizes[index]
                : throw new TorchException(nameof(size), $"dimension {dim} of a tensor with {sizes.Length} dimensions", null);
        }

        /// <summary>The distances of neighbouring elements in every dimension, in elements.</summary>
        public long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* pointer = strides)
                NativeMethods.Check(NativeMethods.qht_strides(Hold(), pointer, strides.Length), this);
            return strides;
        }

        /// <summary>Whether the elements lie densely in the order of their indices.</summary>
        public bool is_contiguous()
        {
            int yes;
            NativeMethods.Check(NativeMethods.qht_is_contiguous(Hold(), &yes), this);
            return yes != 0;
        }

        /// <summary>Whether the elements are floating-point numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>A second handle for the same tensor, with a life of its own.</summary>
        public Tensor alias()
        {
            nint second;
            NativeMethods.Check(NativeMethods.qht_alias(Hold(), &second), this);
            return new Tensor(second);
        }

        /// <summary>Frees this handle at once; twice is no error. The memory goes when nothing else refers to it.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees this handle.</summary>
        protected virtual void Dispose(bool disposing)
        {
            DetachFromDisposeScope();
            handle.Dispose();
        }

        /// <summary>Shape, element type and device: <c>[2x3], type = Float32, device = cpu</c>.</summary>
        public override string ToString() =>
            IsInvalid ? "a disposed tensor" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        /// <summary>A short description for error texts; never throws.</summary>
        internal string Describe() => IsInvalid ? "a disposed tensor" : $"{dtype}[{string.Join(", ", shape)}]";

        /// <summary>
        /// The native pointer, which cannot be freed until <see cref="Release"/>.
        /// </summary>
        /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
        internal nint Hold()
        {
            var held = false;
            try
            {
                handle.DangerousAddRef(ref held);
            }
            catch (ObjectDisposedException)
            {
                throw new ObjectDisposedException(nameof(Tensor), "The tensor has been disposed, by itself or by its scope: MoveToOuterDisposeScope() keeps a result alive.");
            }

            return handle.DangerousGetHandle();
        }

        /// <summary>Undoes one <see cref="Hold"/>.</summary>
        internal void Release() => handle.DangerousRelease();
    }
}
