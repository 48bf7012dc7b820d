using System.Collections;
using System.Diagnostics.CodeAnalysis;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules under names.</summary>
            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
                where T : Module => new(modules);
        }
    }
}

namespace QaaHybrid.Torch.Modules
{
    using static QaaHybrid.Torch.torch;

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
}
