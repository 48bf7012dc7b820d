namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// A function with a backward of its own. Call <c>apply</c>, never <c>forward</c>: forward runs unrecorded, and its outputs are then attached to
        /// the graph. Tensors among the arguments take part in the graph; tensors inside lists or other objects do not. Functions that change an
        /// argument in place are not supported.
        /// </summary>
        /// <typeparam name="T">The function itself.</typeparam>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            /// <summary>The function's name, for error texts.</summary>
            public abstract string Name { get; }

            internal abstract List<Tensor> ForwardAll(AutogradContext ctx, object?[] vars);

            internal abstract List<Tensor> BackwardAll(AutogradContext ctx, List<Tensor> gradients);

            private protected static List<Tensor> ApplyAll(object?[] vars)
            {
                var context = new AutogradContext(Array.ConvertAll(vars, argument => argument is Tensor { requires_grad: true }));
                List<Tensor> outputs;
                using (no_grad())
                    outputs = Instance.ForwardAll(context, vars);
                return FunctionRecord.Attach(Instance.Name, context, vars, outputs, Instance.BackwardAll);
            }
        }

        /// <summary>A <see cref="Function{T}"/> with one output.</summary>
        /// <typeparam name="T">The function itself.</typeparam>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            /// <summary>Runs the function and records it where gradients are asked for.</summary>
            public static Tensor apply(params object?[] vars) => ApplyAll(vars)[0];

            /// <summary>Computes the output. Runs unrecorded.</summary>
            /// <param name="ctx">Where to save what backward needs.</param>
            /// <param name="vars">The arguments of <c>apply</c>.</param>
            public abstract Tensor forward(AutogradContext ctx, params object?[] vars);

            /// <summary>Computes the gradients of the arguments.</summary>
            /// <param name="ctx">What forward saved.</param>
            /// <param name="grad_output">The gradient of the output.</param>
            /// <returns>One for each argument of <c>apply</c>; null for those that are no tensors or need none.</returns>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> ForwardAll(AutogradContext ctx, object?[] vars) => [forward(ctx, vars)];

            internal sealed override List<Tensor> BackwardAll(AutogradContext ctx, List<Tensor> gradients) => backward(ctx, gradients[0]);
        }

        /// <summary>A <see cref="Function{T}"/> with several outputs.</summary>
        /// <typeparam name="T">The function itself.</typeparam>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            /// <summary>Runs the function and records it where gradients are asked for.</summary>
            public static List<Tensor> apply(params object?[] vars) => ApplyAll(vars);

            /// <summary>Computes the outputs. Runs unrecorded.</summary>
            /// <param name="ctx">Where to save what backward needs.</param>
            /// <param name="vars">The arguments of <c>apply</c>.</param>
            public abstract List<Tensor> forward(AutogradContext ctx, params object?[] vars);

            /// <summary>Computes the gradients of the arguments.</summary>
            /// <param name="ctx">What forward saved.</param>
            /// <param name="grad_outputs">The gradients of the outputs.</param>
            /// <returns>One for each argument of <c>apply</c>; null for those that are no tensors or need none.</returns>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> ForwardAll(AutogradContext ctx, object?[] vars) => forward(ctx, vars);

            internal sealed override List<Tensor> BackwardAll(AutogradContext ctx, List<Tensor> gradients) => backward(ctx, gradients);
        }
    }
}
