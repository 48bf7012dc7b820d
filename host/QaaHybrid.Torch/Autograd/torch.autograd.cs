using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    /// <summary>Gradients, and functions with a backward of one's own.</summary>
    public static partial class autograd
    {
        /// <summary>Adds the gradients of <paramref name="tensors"/> to the <see cref="Tensor.grad"/> of the leaves.</summary>
        /// <param name="tensors">The roots.</param>
        /// <param name="grad_tensors">Their gradients; may be left out where a root has a single element.</param>
        /// <param name="retain_graph">Keep the graph for another backward.</param>
        /// <param name="create_graph">Record the gradients too.</param>
        /// <param name="inputs">Only these leaves receive gradients.</param>
        /// <exception cref="TorchException">There is no graph, or it is freed already; or a managed function failed, whose exception is the inner one.</exception>
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            using var roots = Held(tensors, null, nameof(tensors));
            using var gradients = Held(grad_tensors, tensors.Count, nameof(grad_tensors));
            using var targets = Held(inputs, null, nameof(inputs));
            ManagedFailure.Clear();
            var code = NativeMethods.qht_backward(
                roots.Pointers, grad_tensors is null ? null : gradients.Pointers, roots.Count, (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0,
                targets.Pointers, targets.Count);
            if (code != 0)
                throw new TorchException(nameof(backward), NativeMethods.LastError(), ManagedFailure.Take());
        }

        /// <summary>The gradients of <paramref name="outputs"/> with respect to <paramref name="inputs"/>, without touching any <see cref="Tensor.grad"/>.</summary>
        /// <param name="outputs">The roots.</param>
        /// <param name="inputs">What to differentiate by.</param>
        /// <param name="grad_outputs">The roots' gradients; may be left out where a root has a single element.</param>
        /// <param name="retain_graph">Keep the graph for another backward.</param>
        /// <param name="create_graph">Record the gradients too, for higher derivatives.</param>
        /// <param name="allow_unused">An input that no output depends on is no error; its gradient is null.</param>
        /// <returns>One gradient for each input.</returns>
        /// <exception cref="TorchException">As for <see cref="backward"/>; and where an unused input is not allowed.</exception>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            using var roots = Held(outputs, null, nameof(outputs));
            using var gradients = Held(grad_outputs, outputs.Count, nameof(grad_outputs));
            using var targets = Held(inputs, null, nameof(inputs));
            var found = new nint[targets.Count];
            ManagedFailure.Clear();
            int code;
            fixed (nint* result = found)
            {
                code = NativeMethods.qht_autograd_grad(
                    roots.Pointers, grad_outputs is null ? null : gradients.Pointers, roots.Count, targets.Pointers, targets.Count, retain_graph ? 1 : 0,
                    create_graph ? 1 : 0, allow_unused ? 1 : 0, result);
            }

            if (code != 0)
                throw new TorchException("autograd.grad", NativeMethods.LastError(), ManagedFailure.Take());
            return Array.ConvertAll(found, pointer => pointer == 0 ? null! : new Tensor(pointer));
        }

        private static HeldHandles Held(IList<Tensor>? tensors, int? expected, string name)
        {
            if (tensors != null && expected is { } count && tensors.Count != count)
                throw new ArgumentException($"{tensors.Count} gradients for {count} tensors", name);
            return new HeldHandles(tensors?.ToArray());
        }
    }
}
