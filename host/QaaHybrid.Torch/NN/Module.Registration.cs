using System.Reflection;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

            /// <summary>Registers every field and automatic property that holds a module, a parameter or (as a buffer) a tensor, under its name.</summary>
            protected virtual void RegisterComponents()
            {
                foreach (var field in Fields())
                {
                    var key = ComponentName(field);
                    switch (field.GetValue(this))
                    {
                        case Module module when !ownModules.ContainsKey(key):
                            register_module(key, module);
                            break;
                        case Parameter parameter when !ownParameters.ContainsKey(key):
                            register_parameter(key, parameter);
                            break;
                        case Tensor buffer when buffer is not Modules.Parameter && !ownBuffers.ContainsKey(key):
                            register_buffer(key, buffer);
                            break;
                    }
                }
            }

            /// <summary>Registers a parameter.</summary>
            /// <exception cref="ArgumentException">The name is empty, has a dot or is taken.</exception>
            public void register_parameter(string name, Parameter param)
            {
                CheckName(name);
                ownParameters.Add(name, param);
            }

            /// <summary>Registers a tensor that belongs to the module but is not trained. It leaves its dispose scope.</summary>
            /// <param name="name">Its name.</param>
            /// <param name="tensor">The tensor.</param>
            /// <param name="persistent">Whether it is part of the state dictionary.</param>
            /// <exception cref="ArgumentException">The name is empty, has a dot or is taken.</exception>
            public void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckName(name);
                tensor.DetachFromDisposeScope();
                ownBuffers.Add(name, new Buffer(tensor, persistent));
            }

            /// <summary>Registers a child.</summary>
            /// <exception cref="ArgumentException">The name is empty, has a dot or is taken; or the child is this module.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                CheckName(name);
                if (ReferenceEquals(submodule, this))
                    throw new ArgumentException($"'{name}': a module cannot be its own child", nameof(submodule));
                ownModules.Add(name, submodule);
            }

            /// <summary>
            /// Puts another module in the place of the one with a dotted name, also in the field or property that holds it: it is the new one that is called
            /// from now on. The old one is not disposed: the new one may be built around it.
            /// </summary>
            /// <exception cref="KeyNotFoundException">There is no such module.</exception>
            /// <exception cref="ArgumentException">The field's type cannot hold the new module. Nothing is changed.</exception>
            public void set_submodule(string target, Module module)
            {
                ArgumentNullException.ThrowIfNull(module);
                var (parent, key) = Split(target);
                var old = parent.get_submodule(key);
                parent.CheckReplacement(key, old, module);
                foreach (var field in parent.Holders(old))
                    field.SetValue(parent, module);
                parent.ownModules[key] = module;
                parent.Replaced(key, old, module);
            }

            /// <summary>For modules that also hold children elsewhere than in fields: throws where the new one does not fit.</summary>
            internal virtual void CheckReplacement(string key, Module old, Module replacement)
            {
                foreach (var field in Holders(old))
                {
                    if (!field.FieldType.IsInstanceOfType(replacement))
                        throw new ArgumentException($"'{key}' of {GetName()} is declared as {field.FieldType.Name} and cannot hold an object of type {replacement.GetType().Name}: declare it as its common base, nn.Module<…>", nameof(replacement));
                }
            }

            /// <summary>For modules that also hold children elsewhere than in fields: takes the new one in.</summary>
            internal virtual void Replaced(string key, Module old, Module replacement)
            {
            }

            /// <summary>Gives a registered parameter another object: for modules whose parameters are properties.</summary>
            private protected void Exchange(string key, Parameter? parameter)
            {
                if (parameter is null)
                    ownParameters.Remove(key);
                else
                    ownParameters[key] = parameter;
            }

            private static string ComponentName(FieldInfo field)
            {
                // The backing field of a property `X` is called `<X>k__BackingField`.
                var end = field.Name.IndexOf('>', StringComparison.Ordinal);
                var property = field.Name.StartsWith('<') && end > 0 ? field.DeclaringType!.GetProperty(field.Name[1..end], Declared) : null;
                var attribute = field.GetCustomAttribute<ComponentNameAttribute>() ?? property?.GetCustomAttribute<ComponentNameAttribute>();
                return attribute?.Name ?? property?.Name ?? field.Name;
            }

            private IEnumerable<FieldInfo> Fields()
            {
                // Base classes first, so that the order is that of the constructors.
                var types = new Stack<Type>();
                for (var type = GetType(); type != null && type != typeof(Module); type = type.BaseType)
                    types.Push(type);
                return types.SelectMany(type => type.GetFields(Declared));
            }

            private IEnumerable<FieldInfo> Holders(Module child) => Fields().Where(field => ReferenceEquals(field.GetValue(this), child));

            private void CheckName(string key)
            {
                ArgumentException.ThrowIfNullOrEmpty(key);
                if (key.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"'{key}': a name must not have a dot", nameof(key));
                if (ownParameters.ContainsKey(key) || ownBuffers.ContainsKey(key) || ownModules.ContainsKey(key))
                    throw new ArgumentException($"'{key}' is registered already in {GetName()}", nameof(key));
            }
        }
    }
}
