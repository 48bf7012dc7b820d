using System.Globalization;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules one after another, under the names 0, 1, 2 …</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new(modules.Select((module, index) => (index.ToString(CultureInfo.InvariantCulture), module)));

            /// <summary>Modules one after another, under names.</summary>
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>Modules one after another. What lies between two of them is freed at once.</summary>
    public sealed class Sequential : nn.Module<Tensor, Tensor>
    {
        internal Sequential(IEnumerable<(string Name, nn.Module<Tensor, Tensor> Module)> modules)
            : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
                register_module(name, module);
        }

        /// <summary>Appends a module.</summary>
        /// <returns>This module.</returns>
        public Sequential append(string name, nn.Module<Tensor, Tensor> module)
        {
            register_module(name, module);
            return this;
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var value = input;
            foreach (var child in children())
                value = ((nn.Module<Tensor, Tensor>)child).call(value);
            return ReferenceEquals(value, input) ? scope.MoveToOuter(input.alias()) : scope.MoveToOuter(value);
        }

        internal override void CheckReplacement(string key, nn.Module old, nn.Module replacement)
        {
            if (replacement is not nn.Module<Tensor, Tensor>)
                throw new ArgumentException($"'{key}': a {replacement.GetType().Name} does not take one tensor and give one", nameof(replacement));
        }
    }
}
