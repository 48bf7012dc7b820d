using System.Globalization;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private readonly List<ParamGroup> groups;
            private readonly List<Slot> slots = [];

            private protected Optimizer(IEnumerable<ParamGroup> groups, ParamGroup defaults)
            {
                this.groups = [.. groups];
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                foreach (var group in this.groups)
                {
                    group.Complete(defaults);
                    foreach (var (name, parameter) in group.Named)
                    {
                        if (!seen.Add(parameter))
                            throw new ArgumentException($"parameter '{name}' is given twice", nameof(groups));
                        slots.Add(new Slot(name ?? slots.Count.ToString(CultureInfo.InvariantCulture), parameter, group));
                    }
                }

                if (slots.GroupBy(slot => slot.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
                    throw new ArgumentException($"two parameters are called '{twice.Key}'", nameof(groups));
            }

            /// <summary>The groups of parameters; learning rate and the like can be set at any time.</summary>
            public IReadOnlyList<ParamGroup> ParamGroups => groups;

            /// <summary>The learning rate of all groups; reading gives the first one's.</summary>
            public double LearningRate
            {
                get => groups[0].LearningRate;
                set
                {
                    foreach (var group in groups)
                        group.LearningRate = value;
                }
            }

            /// <summary>Frees the gradients of all parameters, or sets them to zero.</summary>
            public void zero_grad(bool set_to_none = true)
            {
                foreach (var slot in slots)
                    nn.Module.ClearGradient(slot.Parameter, set_to_none);
            }

            /// <summary>One step. Parameters without a gradient are passed over.</summary>
            /// <param name="closure">Computes the loss and the gradients anew, where given.</param>
            /// <returns>The closure's loss, or null.</returns>
            public Tensor? step(Func<Tensor>? closure = null)
            {
                Tensor? loss = null;
                if (closure is not null)
                {
                    using var recording = enable_grad();
                    loss = closure();
                }

                using var _ = no_grad();
                foreach (var slot in slots)
                {
                    using var scope = NewDisposeScope();
                    if (slot.Parameter.grad is not { } gradient)
                        continue;
                    slot.Steps++;
                    Update(slot, gradient);
                }

                return loss;
            }

            /// <summary>
            /// What has to be kept to go on exactly: for every parameter that was ever stepped its number of steps (int64) and the tensors of the method,
            /// under <c>name.step</c>, <c>name.exp_avg</c> and so on; parameters without names are numbered. The tensors are the optimiser's own, not copies,
            /// but for the counters. Learning rate and other settings are not part of it.
            /// </summary>
            public Dictionary<string, Tensor> state_dict()
            {
                var state = new Dictionary<string, Tensor>();
                foreach (var slot in slots.Where(slot => slot.Steps > 0))
                {
                    state.Add($"{slot.Name}.step", tensor(slot.Steps));
                    foreach (var (key, value) in slot.State)
                        state.Add($"{slot.Name}.{key}", value);
                }

                return state;
            }

            /// <summary>Goes on from a kept state; values are copied.</summary>
            /// <exception cref="ArgumentException">A parameter, tensor or shape does not agree. Nothing is changed.</exception>
            public void load_state_dict(IReadOnlyDictionary<string, Tensor> state)
            {
                ArgumentNullException.ThrowIfNull(state);
                var known = slots.SelectMany(slot => StateKeys(slot).Append("step").Select(key => $"{slot.Name}.{key}")).ToHashSet();
                if (state.Keys.FirstOrDefault(key => !known.Contains(key)) is { } strange)
                    throw new ArgumentException($"'{strange}' belongs to no parameter of this optimiser", nameof(state));
                foreach (var slot in slots.Where(slot => state.ContainsKey($"{slot.Name}.step")))
                    CheckState(slot, state);

                // Everything is copied before anything is freed: the state may be this optimiser's own.
                using var _ = no_grad();
                using var scope = NewDisposeScope();
                var loaded = slots.ConvertAll(slot => Copy(slot, state));
                foreach (var (slot, (steps, tensors)) in slots.Zip(loaded))
                {
                    slot.Clear();
                    slot.Steps = steps;
                    foreach (var (key, value) in tensors)
                        slot.Keep(key, value);
                }
            }

            /// <summary>Frees the optimiser's own tensors; the parameters stay.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the optimiser's own tensors.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var slot in slots)
                    slot.Clear();
            }

            /// <summary>One parameter's step; unrecorded, and in a dispose scope.</summary>
            private protected abstract void Update(Slot slot, Tensor gradient);

            /// <summary>The names of the tensors that the method keeps for a parameter.</summary>
            private protected abstract IEnumerable<string> StateKeys(Slot slot);

            private (long Steps, List<(string, Tensor)> Tensors) Copy(Slot slot, IReadOnlyDictionary<string, Tensor> state)
            {
                var steps = state.TryGetValue($"{slot.Name}.step", out var kept) ? kept.ToInt64() : 0;
                return (steps, steps == 0 ? [] : StateKeys(slot).Select(key => (key, slot.Parameter.zeros_like().copy_(state[$"{slot.Name}.{key}"]))).ToList());
            }

            private void CheckState(Slot slot, IReadOnlyDictionary<string, Tensor> state)
            {
                foreach (var key in StateKeys(slot))
                {
                    if (!state.TryGetValue($"{slot.Name}.{key}", out var value))
                        throw new ArgumentException($"'{slot.Name}.{key}' is missing", nameof(state));
                    if (!value.shape.SequenceEqual(slot.Parameter.shape))
                        throw new ArgumentException($"'{slot.Name}.{key}' has shape [{string.Join(", ", value.shape)}], the parameter has [{string.Join(", ", slot.Parameter.shape)}]", nameof(state));
                }
            }

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
