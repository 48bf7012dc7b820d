namespace QaaHybrid.Circuits.Planning;

/// <summary>One thing that a tape does to stored data.</summary>
internal abstract class ProgramItem
{
    /// <summary>The difference of the indices that it couples.</summary>
    public abstract uint Difference { get; }

    public abstract bool CommutesWith(ProgramItem other);
}

/// <summary>Rotations of the same pairs: one, or several whose sides differ.</summary>
internal sealed class PlaneFan(Generator first) : ProgramItem
{
    public List<Generator> Generators { get; } = [first];

    public override uint Difference => Generators[0].Rotation.V;

    /// <summary>Takes a rotation in if it turns the same pairs.</summary>
    public bool TryTake(PlaneRotation rotation, Angle angle)
    {
        if (rotation.V != Difference)
            return false;
        if (Generators.Find(generator => generator.Rotation.R == rotation.R) is { } same)
            same.Add(rotation, angle);
        else
            Generators.Add(new Generator(rotation, angle));
        return true;
    }

    public bool CommutesWith(PlaneRotation rotation) => Generators.TrueForAll(generator => generator.Rotation.CommutesWith(rotation));

    public override bool CommutesWith(ProgramItem other) =>
        other is PlaneFan fan && fan.Generators.TrueForAll(generator => CommutesWith(generator.Rotation));
}

/// <summary>
/// A doubly controlled Pauli operator, which is what CCX is in any frame: where both control parities hold, amplitudes change places,
/// <c>a_j ↔ ± a_{j⊕V}</c>, or just sign where V is 0.
/// </summary>
internal sealed class PlaneFlip : ProgramItem
{
    /// <summary>Makes the item.</summary>
    /// <param name="controls">Parities that must hold.</param>
    /// <param name="target">The Pauli operator applied there.</param>
    /// <param name="imaginary">The index bit that tells imaginary parts from real ones.</param>
    public PlaneFlip(ParityEquation[] controls, PauliString target, uint imaginary)
    {
        Controls = controls;
        // (P a)_j = iᵖ (-1)^(z·(j⊕x)) a_{j⊕x}; an odd p is a factor i more, (re, im) → (-im, re).
        var odd = (target.Phase & 1) != 0;
        Difference = odd ? target.X | imaginary : target.X;
        SignMask = odd ? target.Z | imaginary : target.Z;
        IsNegativeWhereEven = (target.Phase is 2 or 3) ^ Parity.Odd(target.Z, target.X) ^ odd;
    }

    public ParityEquation[] Controls { get; }

    /// <inheritdoc/>
    public override uint Difference { get; }

    /// <summary>Its parity tells the sign of what comes to an index.</summary>
    public uint SignMask { get; }

    /// <summary>Whether the sign is negative where that parity is even, or else where it is odd.</summary>
    public bool IsNegativeWhereEven { get; }

    public override bool CommutesWith(ProgramItem other) => false;
}
