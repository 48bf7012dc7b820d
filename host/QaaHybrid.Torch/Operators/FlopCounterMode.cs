using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    /// <summary>PyTorch's <c>torch.utils</c>, as far as it is needed here.</summary>
    public static partial class utils
    {
        /// <summary>
        /// Counts floating-point operations of the operators that this thread calls until it is disposed, as PyTorch's <c>torch.utils.flop_counter</c> does: matrix
        /// products, convolutions, attention, and here linear solves too, from the shapes of what they are given. A product of [m, k] and [k, n] counts 2·m·k·n;
        /// sums, softmaxes and all else that goes element by element count nothing. What libtorch calls by itself, in a backward pass, is not seen.
        /// </summary>
        public sealed class FlopCounterMode : IDisposable
        {
            [ThreadStatic]
            private static FlopCounterMode? _current;

            private readonly FlopCounterMode? _outer;
            private long _total;

            /// <summary>Starts counting; an outer count pauses meanwhile.</summary>
            public FlopCounterMode() => (_outer, _current) = (_current, this);

            /// <summary>What was counted so far.</summary>
            public long get_total_flops() => _total;

            /// <summary>Adds operations that no operator does: those of a simulator. Nothing happens where nobody counts.</summary>
            /// <param name="count">Called only where somebody counts.</param>
            public static void Add(Func<long> count)
            {
                if (_current is { } counter)
                    counter._total += count();
            }

            /// <summary>Ends the count.</summary>
            public void Dispose() => _current = _outer;

            internal static void See(Operator called, ReadOnlySpan<OpArgument> arguments)
            {
                if (_current is { } counter)
                    counter._total += FlopFormulas.Of(called.Name, arguments);
            }
        }
    }
}
