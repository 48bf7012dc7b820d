namespace QaaHybrid.Circuits.Tests;

/// <summary>Tapes in which one parameter sits in several gates.</summary>
internal static class ShiftTapes
{
    /// <summary>θ in three rotations by different multiples, in two by the same, in none; nothing commutes.</summary>
    public static Circuit Shared() => new("shared", 2, 0, 3,
    [
        new(GateKind.RY, 0, new Angle(0, 1, 0)), new(GateKind.RX, 1, new Angle(0, 0.5, 0.3)), new(GateKind.RZ, 0, new Angle(1, 1, 0)),
        new(GateKind.CX, 0, 1), new(GateKind.RXX, 0, 1, -1, new Angle(0, -0.7, 0)), new(GateKind.RY, 1, new Angle(1, -1, 0.1)),
    ]);

    /// <summary>RY(θ) controlled by k qubits, as 2ᵏ rotations by ±θ/2ᵏ between CNOTs in Gray order; k = 1 is the controlled RY.</summary>
    public static IEnumerable<Gate> ControlledRy(int[] controls, int target, Angle angle)
    {
        var rotations = 1 << controls.Length;
        for (var i = 0; i < rotations; i++)
        {
            // The rotation behind the CNOTs of the Gray code g has the sign of Σ g: together (1 - Z₀)(1 - Z₁)… / 2ᵏ.
            var sign = (System.Numerics.BitOperations.PopCount((uint)(i ^ (i >> 1))) & 1) == 0 ? 1 : -1;
            yield return new Gate(GateKind.RY, target, new Angle(angle.Parameter, sign * angle.Scale / rotations, sign * angle.Offset / rotations));
            var flipped = i == rotations - 1 ? controls.Length - 1 : System.Numerics.BitOperations.TrailingZeroCount(i + 1);
            yield return new Gate(GateKind.CX, controls[flipped], target);
        }
    }

    /// <summary>Something that disturbs every qubit, by constants that are no Clifford gates.</summary>
    public static IEnumerable<Gate> Stir(int qubits) => Enumerable.Range(0, qubits)
        .SelectMany(q => (Gate[])
        [
            new(GateKind.RY, q, Angle.Constant(0.7 + q)), new(GateKind.RZ, q, Angle.Constant(-0.4 + q)),
            .. q == 0 ? (Gate[])[] : [new(GateKind.CX, q - 1, q)], new(GateKind.RX, q, Angle.Constant(1.1 - q)),
        ]);

    /// <summary>Gates between two stirs, all qubits being read.</summary>
    public static Circuit Stirred(string name, int qubits, params IEnumerable<Gate> gates)
    {
        Gate[] all = [.. Stir(qubits), .. gates, .. Stir(qubits)];
        return new Circuit(name, qubits, 0, all.Max(gate => gate.Angle.Parameter) + 1, all);
    }

    /// <summary>A random tape in which few parameters are in many gates, by the scales that are given.</summary>
    public static Circuit Random(int seed, int qubits, int gates, int parameters, double[] scales)
    {
        var random = new Random(seed);
        var tape = Tapes.Random(seed, qubits, gates);
        return new Circuit($"scaled {seed}", qubits, 0, parameters, [.. tape.Gates.Select(gate => gate with
        {
            Angle = !gate.IsRotation ? Angle.Constant(0)
                : gate.Angle.IsConstant ? gate.Angle
                : new Angle(random.Next(parameters), scales[random.Next(scales.Length)], gate.Angle.Offset),
        })]);
    }
}
