using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    /// <summary>Networks: modules, functions, start values.</summary>
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and child modules under names. A derived class calls <see cref="RegisterComponents"/> at the end of its
        /// constructor, which registers its fields and properties under their own names.
        /// </summary>
        public abstract partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private readonly OrderedDictionary<string, Buffer> ownBuffers = [];
            private readonly OrderedDictionary<string, Module> ownModules = [];
            private readonly string name;

            /// <param name="name">The module's name, for people.</param>
            protected Module(string name) => this.name = name;

            /// <summary>Whether the module is being trained; dropout works only then.</summary>
            public bool training { get; private set; } = true;

            /// <summary>The module's name, for people.</summary>
            public virtual string GetName() => name;

            /// <summary>Switches this module and all below to training, or back.</summary>
            public void train(bool on = true)
            {
                foreach (var module in modules())
                    module.training = on;
            }

            /// <summary>Switches this module and all below to evaluation.</summary>
            public void eval() => train(false);

            /// <summary>Gives every parameter and buffer of this module and all below other data; their objects stay the same.</summary>
            /// <param name="convert">The new data; the tensor itself where nothing changes.</param>
            internal void ConvertAll(Func<Tensor, Tensor> convert)
            {
                using var _ = no_grad();
                using var scope = NewDisposeScope();
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    if (convert(tensor) is var converted && ReferenceEquals(converted, tensor))
                        continue;
                    var gradient = tensor.grad;
                    tensor.grad = null;
                    tensor.set_data(converted);
                    if (gradient is not null)
                        tensor.grad = convert(gradient);
                }
            }

            /// <summary>Frees the gradients of all parameters, or sets them to zero.</summary>
            public void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                    ClearGradient(parameter, set_to_none);
            }

            /// <summary>Whether all parameters are trained.</summary>
            /// <returns>This module.</returns>
            public Module requires_grad_(bool requires_grad = true)
            {
                foreach (var parameter in parameters())
                    parameter.requires_grad = requires_grad;
                return this;
            }

            /// <summary>Calls a function on this module and all below, children first.</summary>
            /// <returns>This module.</returns>
            public Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                foreach (var (_, child) in named_children())
                    child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Frees parameters and buffers of this module and all below.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees parameters and buffers of this module and all below.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var child in ownModules.Values)
                    child.Dispose();
                foreach (var parameter in ownParameters.Values)
                    parameter.Dispose();
                foreach (var buffer in ownBuffers.Values)
                    buffer.Tensor.Dispose();
            }

            /// <summary>Frees a gradient, or sets it to zero.</summary>
            internal static void ClearGradient(Tensor parameter, bool set_to_none)
            {
                if (set_to_none)
                {
                    parameter.grad = null;
                    return;
                }

                using var _ = no_grad();
                using var gradient = parameter.grad;
                gradient?.zero_();
            }

            private readonly record struct Buffer(Tensor Tensor, bool Persistent);
        }
    }
}
