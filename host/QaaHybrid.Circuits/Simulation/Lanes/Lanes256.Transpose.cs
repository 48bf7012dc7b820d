using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace QaaHybrid.Circuits.Lanes;

internal readonly unsafe partial struct Lanes256<T>
{
    /// <inheritdoc cref="ILanes{TSelf, T}.Transpose"/>
    public static void Transpose(T** rows, nint offset, T* square)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
            Transpose8((float**)rows, offset, (float*)square);
        else if (typeof(T) == typeof(double) && Avx.IsSupported)
            Transpose4((double**)rows, offset, (double*)square);
        else
            for (var k = 0; k < Count; k++)
                for (var i = 0; i < Count; i++)
                    square[i * Count + k] = rows[k][offset + i];
    }

    // Neighbours interleave numbers, then pairs of numbers, then halves of registers.
    [SkipLocalsInit]
    private static void Transpose8(float** rows, nint offset, float* square)
    {
        var fours = stackalloc Vector256<double>[8];
        for (var r = 0; r < 8; r += 4)
        {
            var (a, b) = (Vector256.Load(rows[r] + offset), Vector256.Load(rows[r + 1] + offset));
            var (c, d) = (Vector256.Load(rows[r + 2] + offset), Vector256.Load(rows[r + 3] + offset));
            var (ab, cd) = (Avx.UnpackLow(a, b).AsDouble(), Avx.UnpackLow(c, d).AsDouble());
            var (abHigh, cdHigh) = (Avx.UnpackHigh(a, b).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
            fours[r] = Avx.UnpackLow(ab, cd);
            fours[r + 1] = Avx.UnpackHigh(ab, cd);
            fours[r + 2] = Avx.UnpackLow(abHigh, cdHigh);
            fours[r + 3] = Avx.UnpackHigh(abHigh, cdHigh);
        }
        // fours[r + i] holds, in its half h, column 4h + i of rows r..r+3.
        for (var i = 0; i < 4; i++)
        {
            Avx.Permute2x128(fours[i], fours[4 + i], 0x20).AsSingle().Store(square + 8 * i);
            Avx.Permute2x128(fours[i], fours[4 + i], 0x31).AsSingle().Store(square + 8 * (4 + i));
        }
    }

    private static void Transpose4(double** rows, nint offset, double* square)
    {
        var (a, b) = (Vector256.Load(rows[0] + offset), Vector256.Load(rows[1] + offset));
        var (c, d) = (Vector256.Load(rows[2] + offset), Vector256.Load(rows[3] + offset));
        var (ab, cd) = (Avx.UnpackLow(a, b), Avx.UnpackLow(c, d));
        var (abHigh, cdHigh) = (Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d));
        Avx.Permute2x128(ab, cd, 0x20).Store(square);
        Avx.Permute2x128(abHigh, cdHigh, 0x20).Store(square + 4);
        Avx.Permute2x128(ab, cd, 0x31).Store(square + 8);
        Avx.Permute2x128(abHigh, cdHigh, 0x31).Store(square + 12);
    }
}
