using System.Globalization;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract partial class Optimizer : IDisposable
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

            /// <summary>The parameters of all groups.</summary>
            public IEnumerable<Parameter> parameters() => slots.Select(slot => slot.Parameter);

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
        }
    }
}
