using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer
        {
            /// <summary>A parameter, and what the method keeps for it.</summary>
            private protected sealed class Slot(string name, Parameter parameter, ParamGroup group)
            {
                private readonly OrderedDictionary<string, Tensor> state = [];

                internal string Name { get; } = name;

                internal Parameter Parameter { get; } = parameter;

                internal ParamGroup Group { get; } = group;

                internal long Steps { get; set; }

                internal IReadOnlyDictionary<string, Tensor> State => state;

                /// <summary>A kept tensor; zeros of the parameter's shape at first.</summary>
                internal Tensor Zeros(string key)
                {
                    if (!state.TryGetValue(key, out var tensor))
                        Keep(key, tensor = Parameter.zeros_like());
                    return tensor;
                }

                internal void Keep(string key, Tensor tensor) => state.Add(key, tensor.DetachFromDisposeScope());

                internal void Clear()
                {
                    foreach (var tensor in state.Values)
                        tensor.Dispose();
                    state.Clear();
                }
            }
        }
    }
}
