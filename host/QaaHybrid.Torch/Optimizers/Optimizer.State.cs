namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer
        {
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
        }
    }
}
