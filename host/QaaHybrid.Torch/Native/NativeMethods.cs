using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QaaHybrid.Torch.Native;

/// <summary>The C ABI of <c>native/abi.h</c>. Functions that return <see cref="int"/> give 0 or −1; see <see cref="Check(int, string)"/>.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "qaahybrid_torch";

    [LibraryImport(Library)] internal static partial byte* qht_last_error();

    [LibraryImport(Library)] internal static partial void qht_free(nint tensor);

    [LibraryImport(Library)] internal static partial void qht_free_mem(void* memory);

    [LibraryImport(Library)] internal static partial long qht_live_handles();

    [LibraryImport(Library)] internal static partial long qht_live_functions();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int qht_op_find(string name, string overload, nint* op);

    [LibraryImport(Library)] internal static partial byte* qht_op_schema(nint op);

    [LibraryImport(Library)]
    internal static partial int qht_op_call(nint op, NativeValue* arguments, int count, NativeValue* results, int capacity, int* resultCount);

    [LibraryImport(Library)] internal static partial int qht_op_list(byte** text);

    // These three cannot block, throw or call back.
    [LibraryImport(Library), SuppressGCTransition] internal static partial long qht_dim(nint tensor);

    [LibraryImport(Library), SuppressGCTransition] internal static partial long qht_numel(nint tensor);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int qht_dtype(nint tensor);

    [LibraryImport(Library)] internal static partial int qht_shape(nint tensor, long* sizes, int capacity);

    [LibraryImport(Library)] internal static partial int qht_strides(nint tensor, long* strides, int capacity);

    [LibraryImport(Library)] internal static partial int qht_nbytes(nint tensor, long* bytes);

    [LibraryImport(Library)] internal static partial int qht_is_contiguous(nint tensor, int* yes);

    [LibraryImport(Library)] internal static partial int qht_device(nint tensor, byte* text, int capacity);

    [LibraryImport(Library)] internal static partial int qht_data_ptr(nint tensor, void** data);

    [LibraryImport(Library)] internal static partial int qht_alias(nint tensor, nint* alias);

    [LibraryImport(Library)]
    internal static partial int qht_from_blob(
        void* data, long* sizes, int dimensions, int dtype, delegate* unmanaged[Cdecl]<nint, void> deleter, nint context, int copy, nint* tensor);

    [LibraryImport(Library)] internal static partial int qht_requires_grad(nint tensor, int* yes);

    [LibraryImport(Library)] internal static partial int qht_set_requires_grad(nint tensor, int yes);

    [LibraryImport(Library)] internal static partial int qht_is_leaf(nint tensor, int* yes);

    [LibraryImport(Library)] internal static partial int qht_grad(nint tensor, nint* gradient);

    [LibraryImport(Library)] internal static partial int qht_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int qht_backward(nint* roots, nint* gradients, int count, int keep, int create, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int qht_autograd_grad(
        nint* roots, nint* gradients, int count, nint* inputs, int inputCount, int keep, int create, int allowUnused, nint* result);

    [LibraryImport(Library)]
    internal static partial int qht_attach(
        nint* inputs, int inputCount, nint* outputs, byte* differentiable, int outputCount, nint* saved, int savedCount, int materialize, long id,
        delegate* unmanaged[Cdecl]<long, nint*, int, nint*, int, nint*, int, byte*, int, int> backward,
        delegate* unmanaged[Cdecl]<long, void> freed, nint* results, int* attached);

    [LibraryImport(Library)] internal static partial int qht_grad_enabled();

    [LibraryImport(Library)] internal static partial void qht_set_grad_enabled(int yes);

    [LibraryImport(Library)] internal static partial int qht_inference_enabled();

    [LibraryImport(Library)] internal static partial int qht_inference_begin(int yes, nint* guard);

    [LibraryImport(Library)] internal static partial void qht_inference_end(nint guard);

    [LibraryImport(Library)] internal static partial int qht_manual_seed(long seed);

    [LibraryImport(Library)] internal static partial int qht_generator_new(long seed, nint* generator);

    [LibraryImport(Library)] internal static partial void qht_generator_free(nint generator);

    [LibraryImport(Library)] internal static partial int qht_generator_seed(nint generator, long seed);

    [LibraryImport(Library)] internal static partial int qht_generator_initial_seed(nint generator, long* seed);

    [LibraryImport(Library)] internal static partial int qht_generator_state(nint generator, nint* state);

    [LibraryImport(Library)] internal static partial int qht_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)] internal static partial byte* qht_version();

    [LibraryImport(Library)] internal static partial byte* qht_config();

    [LibraryImport(Library)] internal static partial int qht_has_openblas();

    [LibraryImport(Library)] internal static partial int qht_set_num_threads(int count);

    [LibraryImport(Library)] internal static partial int qht_get_num_threads();

    [LibraryImport(Library)] internal static partial int qht_get_blas_threads();

    [LibraryImport(Library)] internal static partial int qht_tune_allocator();

    /// <summary>The text of the last failing call on this thread; to be read before any other call.</summary>
    internal static string LastError() => Text(qht_last_error());

    internal static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";

    /// <summary>Ends one hold on <paramref name="held"/>, then throws if <paramref name="code"/> says failure.</summary>
    internal static void Check(int code, torch.Tensor held, [CallerMemberName] string caller = "")
    {
        // The text first: releasing may call libtorch.
        var error = code != 0 ? LastError() : null;
        held.Release();
        if (error != null)
            throw new TorchException(caller, error, null);
    }

    /// <summary>Throws a <see cref="TorchException"/> that names the caller where <paramref name="code"/> says failure.</summary>
    internal static void Check(int code, [CallerMemberName] string caller = "")
    {
        if (code != 0)
            throw new TorchException(caller, LastError(), null);
    }
}
