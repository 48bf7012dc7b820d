namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Rotations whose pairs are the same and whose sides differ: RZ on many qubits, the two halves of an RBS gate, a multiplexed RY. They
/// commute, and a pair turns by φ = Σ ± (half angle), where the signs depend on the pair's class: parities y of a few masks. Classes whose
/// angles cancel for every θ, such as the outer half of RBS, are left alone.
/// </summary>
internal sealed partial class FanStep : PlanStep
{
    private const double Cancelled = 1e-12;

    private readonly List<Generator> _generators;
    private readonly List<uint> _functionals = [];

    public FanStep(IEnumerable<Generator> generators)
    {
        _generators = [.. generators];
        var first = _generators[0].Rotation;
        Masks = [.. _generators.Select(generator => Express(generator.Rotation.R ^ first.R))];
        Senses = [.. _generators.Select(generator => generator.Rotation.Side == first.Side ? 1 : -1)];
    }

    /// <summary>What the two indices of a pair differ by, in bytes.</summary>
    public nint V { get; private set; }

    public List<Generator> Generators => _generators;

    /// <summary>By generator: the mask m over the class parities whose sign (-1)^(m·y), times <see cref="Senses"/>, it turns class y with.</summary>
    public uint[] Masks { get; }

    /// <summary>By generator: +1 where it turns class 0 as the first generator does, else -1.</summary>
    public int[] Senses { get; }

    /// <summary>The masks whose parities make up a class.</summary>
    public IReadOnlyList<uint> Functionals => _functionals;

    /// <summary>Number of parities that make up a class; there are 2^bits classes.</summary>
    public int ClassBits => _functionals.Count;

    /// <summary>The classes that turn and can be reached, by their parities y.</summary>
    public int[] Classes { get; private set; } = [];

    /// <summary>For every block: which of <see cref="Classes"/> it holds, and the first index of each.</summary>
    public (int Class, nint Origin)[][] Blocks { get; private set; } = [];

    /// <summary>What to add to a class's first index to get all of its first sides in the block; begins with 0.</summary>
    public IndexGrid Rest { get; private set; }

    public override int Slots => Classes.Length;

    public override bool CommutesWith(PlaneRotation rotation) => _generators.TrueForAll(generator => generator.Rotation.CommutesWith(rotation));

    public override IEnumerable<uint> Differences => [_generators[0].Rotation.V];

    public override void LayOut(StateLayout layout, Blocks blocks)
    {
        var first = _generators[0].Rotation;
        V = layout.Place(first.V);
        // The parities y are parameters behind those of the blocks.
        var classes = _functionals.Select((mask, i) => new ParityEquation(mask, 1ul << (blocks.Bits + i)));
        var indices = new AffineFamily(layout.Bits, [new ParityEquation(first.R, first.Side), .. classes, .. blocks.Equations]);
        Rest = IndexGrid.Of(indices.Basis, layout);
        var turning = Enumerable.Range(0, 1 << ClassBits).Where(y => !IsIdentity((uint)y)).ToArray();
        var found = Enumerable.Range(0, blocks.Count).Select(block => turning
            .Select(y => (Class: y, Offset: indices.Offset((ulong)y << blocks.Bits | (uint)block)))
            .Where(of => of.Offset is not null).ToArray()).ToArray();
        Classes = [.. found.SelectMany(block => block.Select(of => of.Class)).Distinct().Order()];
        Blocks = [.. found.Select(block => block.Select(of => (Array.BinarySearch(Classes, of.Class), layout.Place(of.Offset!.Value))).ToArray())];
    }

    // Writes a mask as a sum of the independent masks found so far, or takes it in as the next of them.
    private uint Express(uint functional)
    {
        for (var mask = 0u; mask < 1u << _functionals.Count; mask++)
            if (Sum(mask) == functional)
                return mask;
        _functionals.Add(functional);
        return 1u << (_functionals.Count - 1);
    }

    private uint Sum(uint mask)
    {
        var sum = 0u;
        for (var i = 0; i < _functionals.Count; i++)
            if ((mask >> i & 1) != 0)
                sum ^= _functionals[i];
        return sum;
    }

    /// <summary>Whether a class never turns, by the numbers: its angles add up to no parameter and no constant.</summary>
    public bool IsIdentity(uint y)
    {
        // Where there are many classes, RBS-like cancellation is not what they are for.
        if (ClassBits > 6)
            return false;
        var sums = new Dictionary<int, double>();
        for (var k = 0; k < _generators.Count; k++)
        {
            var sign = Parity.Odd(Masks[k], y) ? -Senses[k] : Senses[k];
            foreach (var angle in _generators[k].Angles)
            {
                sums[-1] = sums.GetValueOrDefault(-1) + sign * angle.Offset;
                if (!angle.IsConstant)
                    sums[angle.Parameter] = sums.GetValueOrDefault(angle.Parameter) + sign * angle.Scale;
            }
        }
        return sums.Values.All(sum => Math.Abs(sum) < Cancelled);
    }
}
