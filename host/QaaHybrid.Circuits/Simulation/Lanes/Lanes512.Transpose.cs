using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace QaaHybrid.Circuits.Lanes;

internal readonly unsafe partial struct Lanes512<T>
{
    /// <inheritdoc cref="ILanes{TSelf, T}.Transpose"/>
    public static void Transpose(T** rows, nint offset, T* square)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
            Transpose16((float**)rows, offset, (float*)square);
        else if (typeof(T) == typeof(double) && Avx512F.IsSupported)
            Transpose8((double**)rows, offset, (double*)square);
        else
            for (var k = 0; k < Count; k++)
                for (var i = 0; i < Count; i++)
                    square[i * Count + k] = rows[k][offset + i];
    }

    // Log-many rounds: neighbours interleave numbers, then pairs of numbers, then quarters of registers, twice.
    [SkipLocalsInit]
    private static void Transpose16(float** rows, nint offset, float* square)
    {
        var fours = stackalloc Vector512<double>[16];
        for (var r = 0; r < 16; r += 4)
        {
            var (a, b) = (Vector512.Load(rows[r] + offset), Vector512.Load(rows[r + 1] + offset));
            var (c, d) = (Vector512.Load(rows[r + 2] + offset), Vector512.Load(rows[r + 3] + offset));
            var (ab, cd) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackLow(c, d).AsDouble());
            var (abHigh, cdHigh) = (Avx512F.UnpackHigh(a, b).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
            fours[r] = Avx512F.UnpackLow(ab, cd);
            fours[r + 1] = Avx512F.UnpackHigh(ab, cd);
            fours[r + 2] = Avx512F.UnpackLow(abHigh, cdHigh);
            fours[r + 3] = Avx512F.UnpackHigh(abHigh, cdHigh);
        }
        // fours[r + i] holds, in its quarter q, column 4q + i of rows r..r+3.
        for (var i = 0; i < 4; i++)
            Quarters(fours[i].AsSingle(), fours[4 + i].AsSingle(), fours[8 + i].AsSingle(), fours[12 + i].AsSingle(), square + 16 * i, 4 * 16);
    }

    private static void Transpose8(double** rows, nint offset, double* square)
    {
        var twos = stackalloc Vector512<double>[8];
        for (var r = 0; r < 8; r += 2)
        {
            var (a, b) = (Vector512.Load(rows[r] + offset), Vector512.Load(rows[r + 1] + offset));
            twos[r] = Avx512F.UnpackLow(a, b);
            twos[r + 1] = Avx512F.UnpackHigh(a, b);
        }
        // twos[r + i] holds, in its quarter q, column 2q + i of rows r and r+1.
        for (var i = 0; i < 2; i++)
            Quarters(twos[i].AsSingle(), twos[2 + i].AsSingle(), twos[4 + i].AsSingle(), twos[6 + i].AsSingle(), (float*)(square + 8 * i), 2 * 16);
    }

    // Quarter q of a, b, c, d becomes the q-th register at target.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* target, int stride)
    {
        var (ab01, ab23) = (Avx512F.Shuffle4x128(a, b, 0b_01_00_01_00), Avx512F.Shuffle4x128(a, b, 0b_11_10_11_10));
        var (cd01, cd23) = (Avx512F.Shuffle4x128(c, d, 0b_01_00_01_00), Avx512F.Shuffle4x128(c, d, 0b_11_10_11_10));
        Avx512F.Shuffle4x128(ab01, cd01, 0b_10_00_10_00).Store(target);
        Avx512F.Shuffle4x128(ab01, cd01, 0b_11_01_11_01).Store(target + stride);
        Avx512F.Shuffle4x128(ab23, cd23, 0b_10_00_10_00).Store(target + 2 * stride);
        Avx512F.Shuffle4x128(ab23, cd23, 0b_11_01_11_01).Store(target + 3 * stride);
    }
}
