using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// The managed half of a recorded function. Native code knows only its number; the table holds it strongly until the node dies.
        /// It holds no tensor: those are saved in the node.
        /// </summary>
        private sealed class FunctionRecord
        {
            private static readonly ConcurrentDictionary<long, FunctionRecord> Table = new();
            private static long lastId;

            private readonly string name;
            private readonly AutogradContext context;
            private readonly long[]?[] shapes;
            private readonly Func<AutogradContext, List<Tensor>, List<Tensor>> backward;

            private FunctionRecord(string name, AutogradContext context, long[]?[] shapes, Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
            {
                this.name = name;
                this.context = context;
                this.shapes = shapes;
                this.backward = backward;
            }

            /// <summary>Attaches what forward has computed to the graph.</summary>
            /// <returns>The outputs to give to the caller: new handles where they are recorded.</returns>
            internal static List<Tensor> Attach(
                string name, AutogradContext context, object?[] arguments, List<Tensor> outputs, Func<AutogradContext, List<Tensor>, List<Tensor>> backward)
            {
                var inputs = arguments.OfType<Tensor>().ToArray();
                var differentiable = outputs.Select(output => (byte)(context.NonDifferentiable.Contains(output) ? 0 : 1)).ToArray();
                using var heldInputs = new HeldHandles(inputs);
                using var heldOutputs = new HeldHandles(CollectionsMarshal.AsSpan(outputs)!);
                using var heldSaved = new HeldHandles(context.ToSave.ToArray());
                var results = new nint[outputs.Count];
                int attached;
                var id = Interlocked.Increment(ref lastId);
                Table[id] = new FunctionRecord(name, context, Array.ConvertAll(arguments, argument => (argument as Tensor)?.shape), backward);
                fixed (nint* to = results)
                fixed (byte* flags = differentiable)
                {
                    var code = NativeMethods.qht_attach(
                        heldInputs.Pointers, heldInputs.Count, heldOutputs.Pointers, flags, heldOutputs.Count, heldSaved.Pointers, heldSaved.Count,
                        context.MaterializeGrads ? 1 : 0, id, &Backward, &Freed, to, &attached);
                    if (code != 0 || attached == 0)
                        Table.TryRemove(id, out _);
                    if (code != 0)
                        throw new TorchException(name, NativeMethods.LastError(), null);
                }

                context.LetGo();
                if (attached == 0)
                    return outputs;
                var recorded = Array.ConvertAll(results, pointer => new Tensor(pointer)).ToList();
                foreach (var output in outputs.Except(inputs, ReferenceEqualityComparer.Instance).Cast<Tensor>())
                    output.Dispose();
                return recorded;
            }

            [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
            private static void Freed(long id) => Table.TryRemove(id, out _);

            [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
            private static int Backward(long id, nint* saved, int savedCount, nint* incoming, int incomingCount, nint* gradients, int count, byte* text, int capacity)
            {
                try
                {
                    using var scope = NewDisposeScope();
                    // These handles are ours now: wrapped at once, so that the scope frees them whatever happens.
                    var savedTensors = Wrap(saved, savedCount);
                    var incomingGradients = Wrap(incoming, incomingCount);
                    if (!Table.TryGetValue(id, out var record))
                        throw new InvalidOperationException("the function's record is gone");
                    record.Run(savedTensors, incomingGradients, new Span<nint>(gradients, count));
                    return 0;
                }
#pragma warning disable CA1031 // An exception that left this method would end the process.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    ManagedFailure.Keep(error);
                    Write($"{error.GetType().Name}: {error.Message}", text, capacity);
                    return -1;
                }
            }

            private static List<Tensor> Wrap(nint* handles, int count)
            {
                var tensors = new List<Tensor>(count);
                for (var i = 0; i < count; i++)
                    tensors.Add(handles[i] == 0 ? null! : new Tensor(handles[i]));
                return tensors;
            }

            private static void Write(string message, byte* text, int capacity)
            {
                // Whole characters only, and a terminating zero.
                Encoding.UTF8.GetEncoder().Convert(message, new Span<byte>(text, capacity - 1), flush: true, out _, out var written, out _);
                text[written] = 0;
            }

            private void Run(List<Tensor> saved, List<Tensor> incoming, Span<nint> gradients)
            {
                context.Unpack(saved);
                List<Tensor> computed;
                try
                {
                    computed = backward(context, incoming);
                }
                finally
                {
                    context.Unpack([]);
                }

                if (computed.Count != shapes.Length)
                    throw new InvalidOperationException($"{name}: backward gave {computed.Count} gradients for {shapes.Length} arguments; null stands for an argument without one");
                var next = 0;
                for (var i = 0; i < shapes.Length; i++)
                {
                    var (gradient, shape) = (computed[i], shapes[i]);
                    if (gradient is not null && shape is null)
                        throw new InvalidOperationException($"{name}: backward gave a gradient for argument {i}, which is not a tensor");
                    if (gradient is not null && !IsCompatible(shape!, gradient.shape))
                        throw new InvalidOperationException($"{name}: backward gave a gradient of shape [{string.Join(", ", gradient.shape)}] for argument {i}, which has [{string.Join(", ", shape!)}]");
                    // An alias: the scope frees the tensor itself.
                    if (shape is not null)
                        gradients[next++] = gradient is null ? 0 : Alias(gradient);
                }
            }

            /// <summary>The engine sums a gradient over dimensions that the argument could be broadcast along. libtorch's own text would not name the function.</summary>
            private static bool IsCompatible(long[] argument, long[] gradient)
            {
                var extra = gradient.Length - argument.Length;
                return extra >= 0 && argument.Select((size, i) => size == gradient[i + extra] || size == 1).All(fits => fits);
            }

            private static nint Alias(Tensor tensor)
            {
                nint second;
                NativeMethods.Check(NativeMethods.qht_alias(tensor.Hold(), &second), tensor);
                return second;
            }
        }
    }
}
