using QaaHybrid.Torch.Native;
using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether operators on this tensor are recorded. Settable on leaves of floating-point type.</summary>
        public bool requires_grad
        {
            get
            {
                int yes;
                NativeMethods.Check(NativeMethods.qht_requires_grad(Hold(), &yes), this);
                return yes != 0;
            }
            set => NativeMethods.Check(NativeMethods.qht_set_requires_grad(Hold(), value ? 1 : 0), this);
        }

        /// <summary>Whether the tensor was made by a user and not by a recorded operator.</summary>
        public bool is_leaf
        {
            get
            {
                int yes;
                NativeMethods.Check(NativeMethods.qht_is_leaf(Hold(), &yes), this);
                return yes != 0;
            }
        }

        /// <summary>
        /// The gradient that backward has summed up here, or null. Every reading gives a new handle of the same gradient. Setting null frees it.
        /// </summary>
        /// <exception cref="TorchException">A gradient of another shape or element type is set.</exception>
        public Tensor? grad
        {
            get
            {
                nint gradient;
                NativeMethods.Check(NativeMethods.qht_grad(Hold(), &gradient), this);
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set
            {
                using var held = new HeldHandles([this, value]);
                NativeMethods.Check(NativeMethods.qht_set_grad(held.Pointers[0], held.Pointers[1]));
            }
        }

        /// <summary>Switches recording of operators on this tensor on or off.</summary>
        /// <returns>This tensor.</returns>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>As <see cref="requires_grad_"/>, under TorchSharp's other name.</summary>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>The same data outside the graph.</summary>
        public Tensor detach() => Aten.detach.Call(this);

        /// <summary>Takes this tensor out of the graph.</summary>
        /// <returns>This tensor.</returns>
        public Tensor detach_() => Aten.detach_.Change(this);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad() => Aten.retain_grad.Run(this);

        /// <summary>Adds the gradients of this tensor to the <see cref="grad"/> of the leaves it was computed from.</summary>
        /// <param name="grad_tensors">The gradient of this tensor itself; may be left out for a single element, where it is 1.</param>
        /// <param name="create_graph">Record the gradients too. Prefer <see cref="autograd.grad"/> for that: this makes a cycle between parameter and gradient.</param>
        /// <param name="retain_graph">Keep the graph for another backward.</param>
        /// <param name="inputs">Only these leaves receive gradients.</param>
        /// <exception cref="TorchException">
        /// There is no graph, or it is freed already; or a managed function failed, whose exception is the inner one.
        /// </exception>
        public void backward(IList<Tensor>? grad_tensors = null, bool create_graph = false, bool retain_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
