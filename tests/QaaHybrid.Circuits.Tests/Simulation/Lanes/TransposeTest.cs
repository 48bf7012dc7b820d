using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Tests;

public unsafe class TransposeTest
{
    [Test]
    public void Squares_are_turned_over()
    {
        Assert.Multiple(() =>
        {
            Check<Lanes128<float>, float>();
            Check<Lanes128<double>, double>();
            Check<Lanes256<float>, float>();
            Check<Lanes256<double>, double>();
            Check<Lanes512<float>, float>();
            Check<Lanes512<double>, double>();
        });
    }

    private static void Check<TLanes, T>()
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, INumber<T>
    {
        const int Columns = 37;
        const int Offset = 5;
        const int Step = 40;
        var n = TLanes.Count;
        T[] source = [.. Enumerable.Range(0, n * Columns).Select(T.CreateChecked)], target = new T[n * Step];
        fixed (T* rows = source, columns = target)
        {
            var pointers = stackalloc T*[n];
            for (var k = 0; k < n; k++)
                pointers[k] = rows + k * Columns;
            TLanes.Transpose(pointers, Offset, columns, Step);
        }
        for (var i = 0; i < n; i++)
            for (var k = 0; k < Step; k++)
                Assert.That(target[i * Step + k], Is.EqualTo(k < n ? source[k * Columns + Offset + i] : T.Zero), $"{typeof(TLanes).Name}, column {i}, row {k}");
    }
}
