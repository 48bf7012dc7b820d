namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function's forward leaves for its backward.</summary>
        public sealed class AutogradContext
        {
            private readonly Dictionary<string, object?> data = [];
            private readonly bool[] needsGradient;
            private List<Tensor> unpacked = [];

            internal AutogradContext(bool[] needsGradient) => this.needsGradient = needsGradient;

            internal IReadOnlyList<Tensor?> ToSave { get; private set; } = [];

            internal IReadOnlyList<Tensor> NonDifferentiable { get; private set; } = [];

            internal bool MaterializeGrads { get; private set; } = true;

            /// <summary>
            /// Saves inputs, outputs or other tensors for backward, once, from inside forward. They are kept by the graph: a change in place before
            /// backward is an error of backward, and they are freed with the graph.
            /// </summary>
            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            /// <summary>The saved tensors, inside backward. They are freed at its end.</summary>
            public List<Tensor> get_saved_variables() => unpacked;

            /// <summary>Keeps something that is not a tensor.</summary>
            /// <exception cref="ArgumentException">It is a tensor: a tensor kept here would be a leak, and a change of it would go unnoticed.</exception>
            public void save_data(string key, object? value)
            {
                if (value is Tensor)
                    throw new ArgumentException($"'{key}' is a tensor: save tensors by {nameof(save_for_backward)}", nameof(value));
                data[key] = value;
            }

            /// <summary>What <see cref="save_data"/> kept, or null.</summary>
            public object? get_data(string key) => data.GetValueOrDefault(key);

            /// <summary>Whether the gradient of this argument of <c>apply</c> will be used; others may be returned as null.</summary>
            /// <param name="index">The argument's position.</param>
            public bool needs_input_grad(int index) => needsGradient[index];

            /// <summary>Marks outputs that have no gradient, for instance indices.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = tensors;

            /// <summary>Whether outputs that nothing used bring zero tensors to backward (the default) or null.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>Lets go of what forward left here: the node has it now, and a handle of it would keep memory beyond backward.</summary>
            internal void LetGo()
            {
                ToSave = [];
                NonDifferentiable = [];
            }

            internal void Unpack(List<Tensor> saved) => unpacked = saved;
        }
    }
}
