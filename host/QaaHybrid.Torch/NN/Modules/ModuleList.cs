using System.Collections;
using System.Globalization;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules under the names 0, 1, 2 …</summary>
            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

    /// <summary>Modules under the names 0, 1, 2 …</summary>
    /// <typeparam name="T">The kind of module.</typeparam>
    public sealed class ModuleList<T> : nn.Module, IReadOnlyList<T>
        where T : nn.Module
    {
        private readonly List<T> list = [];

        /// <summary>A list.</summary>
        public ModuleList(params T[] modules)
            : base(nameof(ModuleList<T>))
        {
            foreach (var module in modules)
                Add(module);
        }

        /// <summary>How many.</summary>
        public int Count => list.Count;

        /// <summary>One of them.</summary>
        public T this[int index]
        {
            get => list[index];
            set => set_submodule(index.ToString(CultureInfo.InvariantCulture), value);
        }

        /// <summary>Appends a module.</summary>
        public void Add(T module)
        {
            register_module(list.Count.ToString(CultureInfo.InvariantCulture), module);
            list.Add(module);
        }

        /// <summary>Appends a module.</summary>
        public void append(T module) => Add(module);

        /// <inheritdoc/>
        public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        internal override void CheckReplacement(string key, nn.Module old, nn.Module replacement)
        {
            if (replacement is not T)
                throw new ArgumentException($"'{key}': a {replacement.GetType().Name} does not fit into a list of {typeof(T).Name}", nameof(replacement));
        }

        internal override void Replaced(string key, nn.Module old, nn.Module replacement) =>
            list[int.Parse(key, CultureInfo.InvariantCulture)] = (T)replacement;
    }
}
