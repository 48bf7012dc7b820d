using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace QaaHybrid.Circuits.Lanes;

internal readonly unsafe partial struct Lanes256<T>
{
    /// <inheritdoc cref="ILanes{TSelf, T}.Transpose"/>
    public static void Transpose(T** rows, nint offset, T* target, nint step)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
            Transpose8((float**)rows, offset, (float*)target, step);
        else if (typeof(T) == typeof(double) && Avx.IsSupported)
            Transpose4((double**)rows, offset, (double*)target, step);
        else
            for (var k = 0; k < Count; k++)
                for (var i = 0; i < Count; i++)
                    target[i * step + k] = rows[k][offset + i];
    }

    // Neighbouring rows interleave numbers, then pairs of numbers; register i of a four then holds, in its half h, column 4h + i.
    private static void Transpose8(float** rows, nint offset, float* target, nint step)
    {
        var (a0, a1, a2, a3) = Interleave(rows, offset);
        var (b0, b1, b2, b3) = Interleave(rows + 4, offset);
        Halves(a0, b0, target, 4 * step);
        Halves(a1, b1, target + step, 4 * step);
        Halves(a2, b2, target + 2 * step, 4 * step);
        Halves(a3, b3, target + 3 * step, 4 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float>, Vector256<float>, Vector256<float>, Vector256<float>) Interleave(float** rows, nint offset)
    {
        var (a, b) = (Vector256.Load(rows[0] + offset), Vector256.Load(rows[1] + offset));
        var (c, d) = (Vector256.Load(rows[2] + offset), Vector256.Load(rows[3] + offset));
        var (ab, cd) = (Avx.UnpackLow(a, b).AsDouble(), Avx.UnpackLow(c, d).AsDouble());
        var (abHigh, cdHigh) = (Avx.UnpackHigh(a, b).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
        return (Avx.UnpackLow(ab, cd).AsSingle(), Avx.UnpackHigh(ab, cd).AsSingle(),
            Avx.UnpackLow(abHigh, cdHigh).AsSingle(), Avx.UnpackHigh(abHigh, cdHigh).AsSingle());
    }

    private static void Transpose4(double** rows, nint offset, double* target, nint step)
    {
        var (a, b) = (Vector256.Load(rows[0] + offset), Vector256.Load(rows[1] + offset));
        var (c, d) = (Vector256.Load(rows[2] + offset), Vector256.Load(rows[3] + offset));
        Halves(Avx.UnpackLow(a, b).AsSingle(), Avx.UnpackLow(c, d).AsSingle(), (float*)target, 4 * step);
        Halves(Avx.UnpackHigh(a, b).AsSingle(), Avx.UnpackHigh(c, d).AsSingle(), (float*)(target + step), 4 * step);
    }

    // The halves h of a and b become the register at target + h · stride.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<float> a, Vector256<float> b, float* target, nint stride)
    {
        Avx.Permute2x128(a, b, 0x20).Store(target);
        Avx.Permute2x128(a, b, 0x31).Store(target + stride);
    }
}
