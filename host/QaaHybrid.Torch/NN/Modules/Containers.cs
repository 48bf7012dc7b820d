using System.Collections;
using System.Diagnostics.CodeAnalysis;
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

            /// <summary>Modules under names.</summary>
            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
                where T : Module => new(modules);

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

    /// <summary>Modules under names.</summary>
    /// <typeparam name="T">The kind of module.</typeparam>
    public sealed class ModuleDict<T> : nn.Module, IReadOnlyDictionary<string, T>
        where T : nn.Module
    {
        private readonly OrderedDictionary<string, T> map = [];

        /// <summary>A dictionary.</summary>
        public ModuleDict(params (string, T)[] modules)
            : base(nameof(ModuleDict<T>))
        {
            foreach (var (name, module) in modules)
                Add(name, module);
        }

        /// <summary>How many.</summary>
        public int Count => map.Count;

        /// <summary>The names, in order.</summary>
        public IEnumerable<string> Keys => map.Keys;

        /// <summary>The modules, in order.</summary>
        public IEnumerable<T> Values => map.Values;

        /// <summary>One of them.</summary>
        public T this[string key] => map[key];

        /// <summary>Appends a module.</summary>
        public void Add(string name, T module)
        {
            register_module(name, module);
            map.Add(name, module);
        }

        /// <inheritdoc/>
        public bool ContainsKey(string key) => map.ContainsKey(key);

        /// <inheritdoc/>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => map.TryGetValue(key, out value);

        /// <inheritdoc/>
        public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => map.GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        internal override void CheckReplacement(string key, nn.Module old, nn.Module replacement)
        {
            if (replacement is not T)
                throw new ArgumentException($"'{key}': a {replacement.GetType().Name} does not fit into a dictionary of {typeof(T).Name}", nameof(replacement));
        }

        internal override void Replaced(string key, nn.Module old, nn.Module replacement) => map[key] = (T)replacement;
    }

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
