using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace QaaHybrid.Circuits.Lanes;

internal readonly unsafe partial struct Lanes512<T>
{
    /// <inheritdoc cref="ILanes{TSelf, T}.Transpose"/>
    public static void Transpose(T** rows, nint offset, T* target, nint step)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
            Transpose16((float**)rows, offset, (float*)target, step);
        else if (typeof(T) == typeof(double) && Avx512F.IsSupported)
            Transpose8((double**)rows, offset, (double*)target, step);
        else
            for (var k = 0; k < Count; k++)
                for (var i = 0; i < Count; i++)
                    target[i * step + k] = rows[k][offset + i];
    }

    // Neighbouring rows interleave numbers, then pairs of numbers; register i of a four then holds, in its quarter q, column 4q + i.
    private static void Transpose16(float** rows, nint offset, float* target, nint step)
    {
        var (a0, a1, a2, a3) = Interleave(rows, offset);
        var (b0, b1, b2, b3) = Interleave(rows + 4, offset);
        var (c0, c1, c2, c3) = Interleave(rows + 8, offset);
        var (d0, d1, d2, d3) = Interleave(rows + 12, offset);
        Quarters(a0, b0, c0, d0, target, 4 * step);
        Quarters(a1, b1, c1, d1, target + step, 4 * step);
        Quarters(a2, b2, c2, d2, target + 2 * step, 4 * step);
        Quarters(a3, b3, c3, d3, target + 3 * step, 4 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Interleave(float** rows, nint offset)
    {
        var (a, b) = (Vector512.Load(rows[0] + offset), Vector512.Load(rows[1] + offset));
        var (c, d) = (Vector512.Load(rows[2] + offset), Vector512.Load(rows[3] + offset));
        var (ab, cd) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackLow(c, d).AsDouble());
        var (abHigh, cdHigh) = (Avx512F.UnpackHigh(a, b).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
        return (Avx512F.UnpackLow(ab, cd).AsSingle(), Avx512F.UnpackHigh(ab, cd).AsSingle(),
            Avx512F.UnpackLow(abHigh, cdHigh).AsSingle(), Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle());
    }

    // Two rows interleaved hold, in quarter q, column 2q or 2q + 1.
    private static void Transpose8(double** rows, nint offset, double* target, nint step)
    {
        Vector512<double> a = Row(0), b = Row(1), c = Row(2), d = Row(3), e = Row(4), f = Row(5), g = Row(6), h = Row(7);
        Quarters(Low(a, b), Low(c, d), Low(e, f), Low(g, h), (float*)target, 4 * step);
        Quarters(High(a, b), High(c, d), High(e, f), High(g, h), (float*)(target + step), 4 * step);

        Vector512<double> Row(int r) => Vector512.Load(rows[r] + offset);
        static Vector512<float> Low(Vector512<double> x, Vector512<double> y) => Avx512F.UnpackLow(x, y).AsSingle();
        static Vector512<float> High(Vector512<double> x, Vector512<double> y) => Avx512F.UnpackHigh(x, y).AsSingle();
    }

    // The quarters q of a, b, c, d become the register at target + q · stride.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* target, nint stride)
    {
        var (ab01, ab23) = (Avx512F.Shuffle4x128(a, b, 0b_01_00_01_00), Avx512F.Shuffle4x128(a, b, 0b_11_10_11_10));
        var (cd01, cd23) = (Avx512F.Shuffle4x128(c, d, 0b_01_00_01_00), Avx512F.Shuffle4x128(c, d, 0b_11_10_11_10));
        Avx512F.Shuffle4x128(ab01, cd01, 0b_10_00_10_00).Store(target);
        Avx512F.Shuffle4x128(ab01, cd01, 0b_11_01_11_01).Store(target + stride);
        Avx512F.Shuffle4x128(ab23, cd23, 0b_10_00_10_00).Store(target + 2 * stride);
        Avx512F.Shuffle4x128(ab23, cd23, 0b_11_01_11_01).Store(target + 3 * stride);
    }
}
