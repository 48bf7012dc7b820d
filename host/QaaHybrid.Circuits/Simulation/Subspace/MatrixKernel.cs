using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Subspace;

/// <summary>
/// Small matrices on a tile: the d amplitudes of every group become M times themselves, or its adjoint's. Complex states hold their imaginary
/// parts <c>imaginary</c> numbers behind the real ones (0: there are none); a complex matrix has its imaginary entries in a list of its own.
/// </summary>
internal static unsafe class MatrixKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostSize = 20;

    /// <summary>Applies a matrix to every group of amplitudes.</summary>
    /// <param name="part">Which amplitudes.</param>
    /// <param name="real">Real parts of the entries, row by row.</param>
    /// <param name="imaginaryEntries">Imaginary parts of the entries; not read for real states.</param>
    /// <param name="adjoint">Whether the adjoint is meant.</param>
    /// <param name="state">The amplitudes.</param>
    /// <param name="imaginary">Numbers from a real part to its imaginary part; 0 for real states.</param>
    public static void Apply(MatrixStep.Part part, T* real, T* imaginaryEntries, bool adjoint, T* state, nint imaginary)
    {
        var size = part.Size;
        var re = stackalloc T[MostSize * TLanes.Count];
        var im = stackalloc T[MostSize * TLanes.Count];
        fixed (int* places = part.Groups)
            for (nint group = 0; group < part.Groups.Length; group += size)
            {
                for (var i = 0; i < size; i++)
                {
                    var place = state + (nint)places[group + i] * TLanes.Count;
                    TLanes.Load(place).Store(re + i * TLanes.Count);
                    if (imaginary != 0)
                        TLanes.Load(place + imaginary).Store(im + i * TLanes.Count);
                }
                for (var row = 0; row < size; row++)
                {
                    TLanes sum = default, imaginarySum = default;
                    for (var column = 0; column < size; column++)
                    {
                        var entry = adjoint ? column * size + row : row * size + column;
                        var a = TLanes.All(real[entry]);
                        sum = TLanes.MultiplyAdd(a, TLanes.Load(re + column * TLanes.Count), sum);
                        if (imaginary == 0)
                            continue;
                        var b = TLanes.All(adjoint ? -imaginaryEntries[entry] : imaginaryEntries[entry]);
                        sum = TLanes.MultiplyAdd(-b, TLanes.Load(im + column * TLanes.Count), sum);
                        imaginarySum = TLanes.MultiplyAdd(a, TLanes.Load(im + column * TLanes.Count), TLanes.MultiplyAdd(b, TLanes.Load(re + column * TLanes.Count), imaginarySum));
                    }
                    var place = state + (nint)places[group + row] * TLanes.Count;
                    sum.Store(place);
                    if (imaginary != 0)
                        imaginarySum.Store(place + imaginary);
                }
            }
    }

    /// <summary>
    /// Adds B_rc = Σ y_r conj(x_c) over groups and lanes to the sums: x the ket before the matrix, y the bra behind it.
    /// </summary>
    /// <param name="part">Which amplitudes.</param>
    /// <param name="ket">x.</param>
    /// <param name="bra">y.</param>
    /// <param name="imaginary">Numbers from a real part to its imaginary part; 0 for real states.</param>
    /// <param name="sums">Real parts of B, row by row.</param>
    /// <param name="imaginarySums">Imaginary parts of B; not touched for real states.</param>
    public static void AddProducts(MatrixStep.Part part, T* ket, T* bra, nint imaginary, double* sums, double* imaginarySums)
    {
        var size = part.Size;
        fixed (int* places = part.Groups)
            for (var row = 0; row < size; row++)
                for (var column = 0; column < size; column++)
                {
                    TLanes real = default, turned = default;
                    for (nint group = 0; group < part.Groups.Length; group += size)
                    {
                        var x = ket + (nint)places[group + column] * TLanes.Count;
                        var y = bra + (nint)places[group + row] * TLanes.Count;
                        real = TLanes.MultiplyAdd(TLanes.Load(y), TLanes.Load(x), real);
                        if (imaginary == 0)
                            continue;
                        real = TLanes.MultiplyAdd(TLanes.Load(y + imaginary), TLanes.Load(x + imaginary), real);
                        turned = TLanes.MultiplyAdd(TLanes.Load(y + imaginary), TLanes.Load(x), turned);
                        turned = TLanes.MultiplyAdd(-TLanes.Load(y), TLanes.Load(x + imaginary), turned);
                    }
                    sums[row * size + column] += double.CreateTruncating(TLanes.Sum(real));
                    if (imaginary != 0)
                        imaginarySums[row * size + column] += double.CreateTruncating(TLanes.Sum(turned));
                }
    }
}
