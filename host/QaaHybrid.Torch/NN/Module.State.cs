namespace QaaHybrid.Torch;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>Parameters and persistent buffers of this module and all below, by dotted name. They are the module's own, not copies.</summary>
            /// <param name="destination">Filled where given.</param>
            /// <param name="prefix">Set before every name, with a dot.</param>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var path = prefix ?? "";
                foreach (var (key, parameter) in ownParameters)
                    destination[Join(path, key)] = parameter;
                foreach (var (key, buffer) in ownBuffers)
                {
                    if (buffer.Persistent)
                        destination[Join(path, key)] = buffer.Tensor;
                }

                foreach (var (key, child) in ownModules)
                    child.state_dict(destination, Join(path, key));
                return destination;
            }

            /// <summary>Copies values in, converting types.</summary>
            /// <param name="source">Tensors by dotted name.</param>
            /// <param name="strict">Names must agree exactly.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>Names that were wanted but are not there, and names that nothing wants.</returns>
            /// <exception cref="ArgumentException">Names do not agree, or a shape does not. Nothing is changed.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var own = state_dict();
                foreach (var key in skip ?? [])
                    own.Remove(key);
                var missing = own.Keys.Where(key => !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => !own.ContainsKey(key) && !(skip?.Contains(key) ?? false)).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new ArgumentException($"{GetName()}: missing: {Names(missing)}; unexpected: {Names(unexpected)}", nameof(source));

                var wrong = own.Where(pair => source.TryGetValue(pair.Key, out var given) && !given.shape.SequenceEqual(pair.Value.shape)).ToList();
                if (wrong.Count > 0)
                    throw new ArgumentException(string.Join("; ", wrong.Select(pair => $"{pair.Key}: shape [{string.Join(", ", source[pair.Key].shape)}], expected [{string.Join(", ", pair.Value.shape)}]")), nameof(source));

                using var _ = no_grad();
                foreach (var (key, tensor) in own)
                {
                    if (source.TryGetValue(key, out var given))
                        tensor.copy_(given);
                }

                return (missing, unexpected);
            }

            private static string Names(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
        }
    }
}
