using System.Runtime.CompilerServices;
using QaaHybrid.Torch.Native;
using static QaaHybrid.Torch.torch;

namespace QaaHybrid.Torch.Operators;

/// <summary>
/// One ATen operator. It is looked up at its first call, not before: an operator that this libtorch lacks is an error of the call that
/// needs it and not of a type's initialisation.
/// </summary>
/// <param name="name">Name and overload, without <c>aten::</c>: <c>add.Tensor</c>; with a name space of its own: <c>prim::device</c>.</param>
internal sealed unsafe class Operator(string name)
{
    /// <summary>More results than any operator in use has.</summary>
    private const int MaxResults = 16;

    private nint entry;

    internal string Name { get; } = name.Contains("::", StringComparison.Ordinal) ? name : "aten::" + name;

    /// <summary>The schema as libtorch writes it.</summary>
    internal string Schema => NativeMethods.Text(NativeMethods.qht_op_schema(Entry));

    internal bool Exists => entry != 0 || TryFind(out _);

    private nint Entry => entry != 0 || TryFind(out var error) ? entry : throw new TorchException(Name, error, null);

    /// <summary>Calls an operator that gives one tensor.</summary>
    internal Tensor Call(params ReadOnlySpan<OpArgument> arguments)
    {
        NativeValue result;
        var count = Invoke(arguments, &result, 1);
        if (count == 1 && result.Tag == ValueTag.Tensor)
            return new Tensor(result.Pointer, result.N);
        OpResults.Free(new ReadOnlySpan<NativeValue>(&result, count));
        throw new TorchException(Name, $"the result is not a tensor: {Schema}", null);
    }

    /// <summary>Calls an operator that gives two tensors.</summary>
    internal (Tensor, Tensor) CallPair(params ReadOnlySpan<OpArgument> arguments)
    {
        var results = stackalloc NativeValue[2];
        var count = Invoke(arguments, results, 2);
        if (count == 2 && results[0].Tag == ValueTag.Tensor && results[1].Tag == ValueTag.Tensor)
            return (new Tensor(results[0].Pointer, results[0].N), new Tensor(results[1].Pointer, results[1].N));
        OpResults.Free(new ReadOnlySpan<NativeValue>(results, count));
        throw new TorchException(Name, $"the result is not a pair of tensors: {Schema}", null);
    }

    /// <summary>Calls an operator that gives a list of tensors.</summary>
    internal Tensor[] CallList(params ReadOnlySpan<OpArgument> arguments) =>
        CallAll(arguments) is [Tensor[] list] ? list : throw new TorchException(Name, $"the result is not a list of tensors: {Schema}", null);

    /// <summary>Calls an operator that changes its first argument, and gives that back.</summary>
    internal Tensor Change(params ReadOnlySpan<OpArgument> arguments)
    {
        Run(arguments);
        return (Tensor)arguments[0].Reference!;
    }

    /// <summary>Calls an operator for its effect; results are dropped.</summary>
    internal void Run(params ReadOnlySpan<OpArgument> arguments) => Invoke(arguments, null, -1);

    /// <summary>Calls an operator that gives one number.</summary>
    internal Scalar CallScalar(params ReadOnlySpan<OpArgument> arguments)
    {
        NativeValue result;
        var count = Invoke(arguments, &result, 1);
        switch (result.Tag)
        {
            case ValueTag.Double: return result.Real;
            case ValueTag.Int: return result.Integer;
            case ValueTag.Bool: return result.Integer != 0;
        }

        OpResults.Free(new ReadOnlySpan<NativeValue>(&result, count));
        throw new TorchException(Name, $"the result is not a number: {Schema}", null);
    }

    /// <summary>Calls any operator. Results are <see cref="Tensor"/>, <c>Tensor[]</c>, <see cref="long"/>, <c>long[]</c>, <see cref="double"/>, <see cref="bool"/> or null.</summary>
    internal object?[] CallAll(params ReadOnlySpan<OpArgument> arguments)
    {
        var results = stackalloc NativeValue[MaxResults];
        return OpResults.Take(new ReadOnlySpan<NativeValue>(results, Invoke(arguments, results, MaxResults)));
    }

    // The scratch needs no zeroing: what is read of it was written.
    [SkipLocalsInit]
    private int Invoke(ReadOnlySpan<OpArgument> arguments, NativeValue* results, int capacity)
    {
        utils.FlopCounterMode.See(this, arguments);
        var values = stackalloc NativeValue[arguments.Length];
        var scratch = stackalloc long[ArgumentBlock.StackScratch / sizeof(long)];
        using var block = new ArgumentBlock(arguments, values, (byte*)scratch);
        int count;
        if (NativeMethods.qht_op_call(Entry, values, arguments.Length, results, capacity, &count) != 0)
            throw Failure(NativeMethods.LastError(), arguments);
        return count;
    }

    /// <summary>libtorch's texts name neither the operator nor what it was given: this does.</summary>
    private TorchException Failure(string text, ReadOnlySpan<OpArgument> arguments)
    {
        var given = new string[arguments.Length];
        for (var i = 0; i < given.Length; i++)
            given[i] = arguments[i].ToString();
        return new TorchException(Name, $"{text}\n  operator: {Schema}\n  called with: {string.Join(", ", given)}", null);
    }

    private bool TryFind(out string error)
    {
        error = "";
        var dot = Name.IndexOf('.', StringComparison.Ordinal);
        var (plain, overload) = dot < 0 ? (Name, "") : (Name[..dot], Name[(dot + 1)..]);
        nint found;
        if (NativeMethods.qht_op_find(plain, overload, &found) != 0)
        {
            error = NativeMethods.LastError();
            return false;
        }

        entry = found;
        return true;
    }
}
