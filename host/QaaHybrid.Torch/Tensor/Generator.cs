using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public sealed class Generator : IDisposable
    {
        private nint pointer;

        /// <summary>A generator with a seed.</summary>
        public Generator(long seed)
        {
            nint made;
            NativeMethods.Check(NativeMethods.qht_generator_new(seed, &made), nameof(Generator));
            pointer = made;
        }

        private Generator()
        {
        }

        /// <summary>Frees the native generator.</summary>
        ~Generator() => Free();

        /// <summary>The generator that operators use where none is given.</summary>
        public static Generator Default { get; } = new();

        /// <summary>The seed that it began with.</summary>
        public long initial_seed()
        {
            long seed;
            NativeMethods.Check(NativeMethods.qht_generator_initial_seed(Pointer, &seed));
            return seed;
        }

        /// <summary>Whether this is the generator that operators use where none is given.</summary>
        internal bool IsDefault => this == Default;

        /// <summary>The native generator; null stands for the default one.</summary>
        /// <exception cref="ObjectDisposedException">The generator is disposed.</exception>
        internal nint Pointer
        {
            get
            {
                ObjectDisposedException.ThrowIf(pointer == 0 && !IsDefault, this);
                return pointer;
            }
        }

        /// <summary>Begins anew with a seed.</summary>
        /// <returns>This generator.</returns>
        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.qht_generator_seed(Pointer, seed));
            return this;
        }

        /// <summary>The state, as bytes.</summary>
        public Tensor get_state()
        {
            nint state;
            NativeMethods.Check(NativeMethods.qht_generator_state(Pointer, &state));
            return new Tensor(state);
        }

        /// <summary>Goes on from a state.</summary>
        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            NativeMethods.Check(NativeMethods.qht_generator_set_state(Pointer, value.Hold()), value);
        }

        /// <summary>Frees the native generator.</summary>
        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            var doomed = Interlocked.Exchange(ref pointer, 0);
            if (doomed != 0)
                NativeMethods.qht_generator_free(doomed);
        }
    }
}
