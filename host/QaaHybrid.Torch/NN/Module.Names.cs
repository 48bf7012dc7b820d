using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        // What is below a module, in the order of registration, under dotted names. A parameter or module that is reachable twice is given once,
        // under its first name (the state dictionary has both). All are lists of what is there now: a caller may change modules while it goes through one.
        public abstract partial class Module
        {
            /// <summary>The children, by name.</summary>
            public IEnumerable<(string name, Module module)> named_children() => ownModules.Select(child => (child.Key, child.Value)).ToArray();

            /// <summary>The children.</summary>
            public IEnumerable<Module> children() => ownModules.Values.ToArray();

            /// <summary>This module under the empty name, and all below.</summary>
            public IEnumerable<(string name, Module module)> named_modules()
            {
                var found = new List<(string, Module)>();
                Walk("", new HashSet<object>(ReferenceEqualityComparer.Instance), found);
                return found;
            }

            /// <summary>This module and all below.</summary>
            public IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            /// <summary>Parameters by name.</summary>
            /// <param name="recurse">Also those of the modules below.</param>
            public IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                var found = new List<(string, Parameter)>();
                foreach (var (path, module) in recurse ? named_modules() : [("", this)])
                    found.AddRange(from pair in module.ownParameters where seen.Add(pair.Value) select (Join(path, pair.Key), pair.Value));
                return found;
            }

            /// <summary>Parameters.</summary>
            /// <param name="recurse">Also those of the modules below.</param>
            public IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            /// <summary>Buffers by name.</summary>
            /// <param name="recurse">Also those of the modules below.</param>
            public IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                var found = new List<(string, Tensor)>();
                foreach (var (path, module) in recurse ? named_modules() : [("", this)])
                    found.AddRange(from pair in module.ownBuffers where seen.Add(pair.Value.Tensor) select (Join(path, pair.Key), pair.Value.Tensor));
                return found;
            }

            /// <summary>Buffers.</summary>
            /// <param name="recurse">Also those of the modules below.</param>
            public IEnumerable<Tensor> buffers(bool recurse = true) => named_buffers(recurse).Select(pair => pair.buffer);

            /// <summary>The module with a dotted name; the empty name is this one.</summary>
            /// <exception cref="KeyNotFoundException">There is none; the message says how far the name leads and what is there.</exception>
            public Module get_submodule(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                var module = this;
                if (target.Length == 0)
                    return module;
                foreach (var part in target.Split('.'))
                {
                    module = module.ownModules.TryGetValue(part, out var child)
                        ? child
                        : throw new KeyNotFoundException($"'{target}': {module.GetName()} has no child '{part}'; it has: {string.Join(", ", module.ownModules.Keys)}");
                }

                return module;
            }

            /// <summary>The parameter with a dotted name.</summary>
            /// <exception cref="KeyNotFoundException">There is none.</exception>
            public Parameter get_parameter(string target)
            {
                var (parent, key) = Split(target);
                return parent.ownParameters.TryGetValue(key, out var parameter)
                    ? parameter
                    : throw new KeyNotFoundException($"'{target}': {parent.GetName()} has no parameter '{key}'; it has: {string.Join(", ", parent.ownParameters.Keys)}");
            }

            /// <summary>The buffer with a dotted name.</summary>
            /// <exception cref="KeyNotFoundException">There is none.</exception>
            public Tensor get_buffer(string target)
            {
                var (parent, key) = Split(target);
                return parent.ownBuffers.TryGetValue(key, out var buffer)
                    ? buffer.Tensor
                    : throw new KeyNotFoundException($"'{target}': {parent.GetName()} has no buffer '{key}'; it has: {string.Join(", ", parent.ownBuffers.Keys)}");
            }

            private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

            private (Module Parent, string Key) Split(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                var dot = target.LastIndexOf('.');
                return dot < 0 ? (this, target) : (get_submodule(target[..dot]), target[(dot + 1)..]);
            }

            private void Walk(string path, HashSet<object> seen, List<(string Name, Module Module)> found)
            {
                if (!seen.Add(this))
                    return;
                found.Add((path, this));
                foreach (var (key, child) in ownModules)
                    child.Walk(Join(path, key), seen, found);
            }
        }
    }
}
