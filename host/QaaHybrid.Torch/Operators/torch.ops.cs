using QaaHybrid.Torch.Native;
using QaaHybrid.Torch.Operators;

namespace QaaHybrid.Torch;

public static unsafe partial class torch
{
    /// <summary>
    /// Every operator of libtorch by name, with autograd, for those without a method of their own. Arguments stand in the schema's order, keyword-only
    /// ones included; those left out at the end take the schema's defaults, one in the middle is <see cref="OpArgument.Default"/>.
    /// </summary>
    public static class ops
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Operator> Known = new(StringComparer.Ordinal);

        /// <summary>Calls an operator that gives one tensor.</summary>
        /// <param name="name">For instance <c>aten::softmax</c>.</param>
        /// <param name="overload">For instance <c>int</c>; empty where the schema names none.</param>
        /// <param name="arguments">In the schema's order.</param>
        /// <exception cref="TorchException">No such operator, or it refuses: the message shows its schema and what it was called with.</exception>
        public static Tensor call(string name, string overload, params ReadOnlySpan<OpArgument> arguments) => Find(name, overload).Call(arguments);

        /// <summary>Calls an operator that gives a list of tensors.</summary>
        /// <inheritdoc cref="call"/>
        public static Tensor[] call_list(string name, string overload, params ReadOnlySpan<OpArgument> arguments) => Find(name, overload).CallList(arguments);

        /// <summary>
        /// Calls an operator with any results: <see cref="Tensor"/>, <c>Tensor[]</c>, <see cref="long"/>, <c>long[]</c>, <see cref="double"/>, <see cref="bool"/>, null.
        /// </summary>
        /// <inheritdoc cref="call"/>
        public static object?[] call_all(string name, string overload, params ReadOnlySpan<OpArgument> arguments) => Find(name, overload).CallAll(arguments);

        /// <summary>Calls an operator for its effect alone, for instance one that works in place.</summary>
        /// <inheritdoc cref="call"/>
        public static void run(string name, string overload, params ReadOnlySpan<OpArgument> arguments) => Find(name, overload).Run(arguments);

        /// <summary>Whether this libtorch has an operator.</summary>
        public static bool exists(string name, string overload = "") => Find(name, overload).Exists;

        /// <summary>The schema of an operator, as libtorch writes it.</summary>
        /// <exception cref="TorchException">No such operator.</exception>
        public static string schema(string name, string overload = "") => Find(name, overload).Schema;

        /// <summary>The schemas of all operators, sorted.</summary>
        public static IReadOnlyList<string> all()
        {
            byte* text;
            NativeMethods.Check(NativeMethods.qht_op_list(&text));
            try
            {
                return NativeMethods.Text(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }
            finally
            {
                NativeMethods.qht_free_mem(text);
            }
        }

        private static Operator Find(string name, string overload) =>
            Known.GetOrAdd(overload.Length == 0 ? name : $"{name}.{overload}", full => new Operator(full));
    }
}
