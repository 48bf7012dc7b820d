namespace QaaHybrid.Circuits.Planning;

/// <summary>
/// Rotations whose pairs are the same and whose sides differ: RZ on many qubits, the two halves of an RBS gate, a multiplexed RY. They
/// commute, and a pair turns by φ = Σ ± (half angle), where the signs depend on the pair's class: parities y of a few masks. Classes whose
/// angles cancel for every θ, such as the outer half of RBS, are left alone.
/// </summary>
internal sealed class FanStep : PlanStep
{
    private const double Cancelled = 1e-12;

    private readonly List<Generator> _generators;
    private readonly List<uint> _functionals = [];
    private readonly List<uint> _masks = [];

    public FanStep(IEnumerable<Generator> generators)
    {
        _generators = [.. generators];
        foreach (var generator in _generators)
            _masks.Add(Express(generator.Rotation.R ^ _generators[0].Rotation.R));
        Classes = [];
        ClassOffsets = [];
    }

    public uint V => _generators[0].Rotation.V;

    public IReadOnlyList<Generator> Generators => _generators;

    /// <summary>Number of parities that make up a class; there are 2^bits classes.</summary>
    public int ClassBits => _functionals.Count;

    /// <summary>The classes that turn and can be reached, by their parities y.</summary>
    public int[] Classes { get; private set; }

    /// <summary>First index of each of <see cref="Classes"/>.</summary>
    public nint[] ClassOffsets { get; private set; }

    /// <summary>What to add to a class's first index to get all of its first sides; begins with 0.</summary>
    public IndexGrid Rest { get; private set; }

    public override int Slots => Classes.Length;

    public override bool CommutesWith(PlaneRotation rotation) => _generators.TrueForAll(generator => generator.Rotation.CommutesWith(rotation));

    /// <summary>Mask over the class parities whose sign (-1)^(mask·y), times <see cref="Sense"/>, a generator has in class y.</summary>
    public uint ClassMask(int generator) => _masks[generator];

    /// <summary>+1 where a generator turns class 0 as the first generator does, else -1.</summary>
    public int Sense(int generator) => _generators[generator].Rotation.Side == _generators[0].Rotation.Side ? 1 : -1;

    public override void LayOut(int bits, LiveSpace live)
    {
        live.Widen(V);
        var first = _generators[0].Rotation;
        var classes = new List<int>();
        var offsets = new List<nint>();
        AffineSubspace? found = null;
        for (var y = 0; y < 1 << ClassBits; y++)
        {
            if (IsIdentity((uint)y))
                continue;
            var parities = _functionals.Select((mask, i) => (mask, (y >> i & 1) != 0));
            var indices = AffineSubspace.Solve(bits, parities.Prepend((first.R, first.Side)).Concat(live.Equations));
            if (indices is null)
                continue;
            found = indices;
            classes.Add(y);
            offsets.Add((nint)indices.Offset);
        }
        Classes = [.. classes];
        ClassOffsets = [.. offsets];
        // Only the right-hand sides differ from class to class, so the differences are the same in all.
        Rest = new AffineSubspace(0, found?.Basis ?? []).ToGrid();
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

    // By the numbers: the angles of the class add up to no parameter and no constant.
    private bool IsIdentity(uint y)
    {
        // Where there are many classes, RBS-like cancellation is not what they are for.
        if (ClassBits > 6)
            return false;
        var sums = new Dictionary<int, double>();
        for (var k = 0; k < _generators.Count; k++)
        {
            var sign = Sense(k) * (Parity.Odd(_masks[k], y) ? -1 : 1);
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
