using System.Numerics;
using System.Runtime.CompilerServices;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Trajectories;

/// <summary>
/// Small complex matrices on the states of all lanes. Amplitude l lies at number 2 l · Count: its real parts in all lanes, then its imaginary
/// ones. A matrix is given by all real parts, row by row, then all imaginary ones, each once a lane: lanes may have different ones.
/// Equals the reference simulator to rounding.
/// </summary>
internal static unsafe class TrajectoryKernel<TLanes>
    where TLanes : struct, ILanes<TLanes, double>
{
    /// <summary>Numbers that a matrix of one qubit takes.</summary>
    public static int MatrixLength => 8 * TLanes.Count;

    /// <summary>Writes a matrix that is the same in all lanes.</summary>
    /// <returns>Whether it is real.</returns>
    public static bool Set(Complex[,] matrix, double* coefficients)
    {
        var size = matrix.GetLength(0);
        var isReal = true;
        for (var i = 0; i < size * size; i++)
        {
            var entry = matrix[i / size, i % size];
            TLanes.All(entry.Real).Store(coefficients + i * TLanes.Count);
            TLanes.All(entry.Imaginary).Store(coefficients + (size * size + i) * TLanes.Count);
            isReal &= entry.Imaginary == 0;
        }
        return isReal;
    }

    /// <summary>Applies a 2 × 2 matrix to the bit, where all controls are 1.</summary>
    /// <param name="state">2^width amplitudes.</param>
    /// <param name="amplitudes">How many.</param>
    /// <param name="bit">Which bit of the index.</param>
    /// <param name="controls">Bits that have to be 1.</param>
    /// <param name="matrix">a b; c d, as <see cref="Set"/> writes it.</param>
    /// <param name="isReal">Whether the imaginary parts need not be read.</param>
    public static void Turn(double* state, int amplitudes, int bit, ReadOnlySpan<int> controls, double* matrix, bool isReal)
    {
        Span<int> sorted = stackalloc int[1 + controls.Length];
        sorted[0] = bit;
        controls.CopyTo(sorted[1..]);
        sorted.Sort();
        var ones = 0;
        foreach (var control in controls)
            ones |= 1 << control;
        var step = (nint)2 * TLanes.Count << bit;
        for (var group = 0; group < amplitudes >> sorted.Length; group++)
        {
            var at = state + (nint)(Place(group, sorted) | ones) * 2 * TLanes.Count;
            if (isReal)
                TurnReal(at, at + step, matrix);
            else
                TurnComplex(at, at + step, matrix);
        }
    }

    /// <summary>Applies a 4 × 4 matrix to two bits, the first the more significant one of the matrix's index.</summary>
    public static void Turn(double* state, int amplitudes, int bit0, int bit1, double* matrix)
    {
        Span<int> sorted = [Math.Min(bit0, bit1), Math.Max(bit0, bit1)];
        var places = stackalloc nint[] { 0, (nint)2 * TLanes.Count << bit1, (nint)2 * TLanes.Count << bit0, 0 };
        places[3] = places[1] + places[2];
        var before = stackalloc double[8 * TLanes.Count];
        var imaginary = matrix + 16 * TLanes.Count;
        for (var group = 0; group < amplitudes >> 2; group++)
        {
            var at = state + (nint)Place(group, sorted) * 2 * TLanes.Count;
            for (var i = 0; i < 4; i++)
            {
                TLanes.Load(at + places[i]).Store(before + 2 * i * TLanes.Count);
                TLanes.Load(at + places[i] + TLanes.Count).Store(before + (2 * i + 1) * TLanes.Count);
            }
            for (var row = 0; row < 4; row++)
            {
                TLanes re = default, im = default;
                for (var column = 0; column < 4; column++)
                {
                    TLanes a = TLanes.Load(matrix + (4 * row + column) * TLanes.Count), b = TLanes.Load(imaginary + (4 * row + column) * TLanes.Count);
                    TLanes x = TLanes.Load(before + 2 * column * TLanes.Count), y = TLanes.Load(before + (2 * column + 1) * TLanes.Count);
                    re = TLanes.MultiplyAdd(a, x, TLanes.MultiplyAdd(-b, y, re));
                    im = TLanes.MultiplyAdd(a, y, TLanes.MultiplyAdd(b, x, im));
                }
                re.Store(at + places[row]);
                im.Store(at + places[row] + TLanes.Count);
            }
        }
    }

    /// <summary>Σ |a_l|² over the amplitudes whose <paramref name="bit"/> is 1, lane by lane.</summary>
    public static TLanes Weight(double* state, int amplitudes, int bit)
    {
        TLanes sum = default;
        for (var group = 0; group < amplitudes >> 1; group++)
            sum += Square(state + (nint)(((group >> bit << 1 | 1) << bit) | (group & ((1 << bit) - 1))) * 2 * TLanes.Count);
        return sum;
    }

    /// <summary>|a|² of one amplitude, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Square(double* amplitude)
    {
        TLanes re = TLanes.Load(amplitude), im = TLanes.Load(amplitude + TLanes.Count);
        return TLanes.MultiplyAdd(re, re, im * im);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnReal(double* at0, double* at1, double* matrix)
    {
        TLanes a = TLanes.Load(matrix), b = TLanes.Load(matrix + TLanes.Count);
        TLanes c = TLanes.Load(matrix + 2 * TLanes.Count), d = TLanes.Load(matrix + 3 * TLanes.Count);
        TLanes x0 = TLanes.Load(at0), y0 = TLanes.Load(at0 + TLanes.Count), x1 = TLanes.Load(at1), y1 = TLanes.Load(at1 + TLanes.Count);
        TLanes.MultiplyAdd(a, x0, b * x1).Store(at0);
        TLanes.MultiplyAdd(a, y0, b * y1).Store(at0 + TLanes.Count);
        TLanes.MultiplyAdd(c, x0, d * x1).Store(at1);
        TLanes.MultiplyAdd(c, y0, d * y1).Store(at1 + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnComplex(double* at0, double* at1, double* matrix)
    {
        TLanes x0 = TLanes.Load(at0), y0 = TLanes.Load(at0 + TLanes.Count), x1 = TLanes.Load(at1), y1 = TLanes.Load(at1 + TLanes.Count);
        Row(matrix, at0, x0, y0, x1, y1);
        Row(matrix + 2 * TLanes.Count, at1, x0, y0, x1, y1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(double* matrix, double* target, TLanes x0, TLanes y0, TLanes x1, TLanes y1)
    {
        TLanes a = TLanes.Load(matrix), b = TLanes.Load(matrix + TLanes.Count);
        TLanes ai = TLanes.Load(matrix + 4 * TLanes.Count), bi = TLanes.Load(matrix + 5 * TLanes.Count);
        TLanes.MultiplyAdd(a, x0, TLanes.MultiplyAdd(-ai, y0, TLanes.MultiplyAdd(b, x1, -bi * y1))).Store(target);
        TLanes.MultiplyAdd(a, y0, TLanes.MultiplyAdd(ai, x0, TLanes.MultiplyAdd(b, y1, bi * x1))).Store(target + TLanes.Count);
    }

    // The group's number, with a 0 put in at each of the bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int group, ReadOnlySpan<int> bits)
    {
        foreach (var bit in bits)
            group = (group >> bit << bit + 1) | (group & ((1 << bit) - 1));
        return group;
    }
}
