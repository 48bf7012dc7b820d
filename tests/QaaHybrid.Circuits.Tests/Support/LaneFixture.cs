using System.Numerics;
using QaaHybrid.Circuits.Lanes;

namespace QaaHybrid.Circuits.Tests;

/// <summary>Tests of an executor whose lanes hold one number type in registers of one width; skipped where the machine lacks them.</summary>
public abstract class LaneFixture<T>(int registerBits)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected static double Tolerance => typeof(T) == typeof(float) ? 1e-5 : 1e-10;

    protected int RegisterBits => registerBits;

    [SetUp]
    public void SkipWhatTheMachineCannotRun()
    {
        if (!(registerBits switch { 128 => Lanes128<T>.IsAccelerated, 256 => Lanes256<T>.IsAccelerated, _ => Lanes512<T>.IsAccelerated }))
            Assert.Ignore($"skipped: this machine has no {registerBits}-bit registers");
    }

    // What the executor is given is rounded to its numbers: the reference gets the same.
    protected static double[] Rounded(IEnumerable<double> numbers) => [.. numbers.Select(x => double.CreateChecked(T.CreateChecked(x)))];
}
