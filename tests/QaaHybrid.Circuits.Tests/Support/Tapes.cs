namespace QaaHybrid.Circuits.Tests;

/// <summary>Tapes for the tests, made by hand.</summary>
internal static class Tapes
{
    private static readonly GateKind[] Real = [GateKind.X, GateKind.Z, GateKind.H, GateKind.RY, GateKind.CX, GateKind.CZ, GateKind.SWAP, GateKind.CCX];

    /// <summary>Gates of all kinds, or of the real ones, on random qubits; rotations use all parameters, some twice, some none.</summary>
    public static Circuit Random(int seed, int qubits, int gates, bool real = false, int auxiliary = 0, IReadOnlyList<GateKind>? kinds = null)
    {
        var random = new Random(seed);
        kinds ??= real ? Real : Enum.GetValues<GateKind>();
        kinds = [.. kinds.Where(kind => GateArity.Of(kind) <= qubits)];
        var parameters = Math.Max(1, gates / 4);
        return new Circuit($"random {seed}", qubits, auxiliary, parameters, [.. Enumerable.Range(0, gates).Select(_ => Draw())]);

        Gate Draw()
        {
            var kind = kinds[random.Next(kinds.Count)];
            var order = Enumerable.Range(0, qubits).ToArray();
            random.Shuffle(order);
            var arity = GateArity.Of(kind);
            var angle = random.Next(8) == 0
                ? Angle.Constant(random.Next(-4, 5) * Math.PI / 4)
                : new Angle(random.Next(parameters), random.Next(3) == 0 ? -0.5 : 1, random.Next(3) == 0 ? 0.3 : 0);
            return new Gate(kind, order[0], arity > 1 ? order[1] : -1, arity > 2 ? order[2] : -1, angle);
        }
    }

    /// <summary>RY on every qubit, then the CNOT ring, layer after layer.</summary>
    public static Circuit Ring(int qubits, int layers)
    {
        var gates = new List<Gate>();
        for (var layer = 0; layer < layers; layer++)
        {
            for (var q = 0; q < qubits; q++)
                gates.Add(new Gate(GateKind.RY, q, new Angle(layer * qubits + q, 1, 0)));
            for (var q = 0; q < qubits; q++)
                gates.Add(new Gate(GateKind.CX, q, (q + 1) % qubits));
        }
        return new Circuit("ring", qubits, 0, qubits * layers, gates);
    }

    /// <summary>SQUARE: RY RZ, ring, RY.</summary>
    public static Circuit Square(int qubits, int layers)
    {
        var gates = new List<Gate>();
        var next = 0;
        for (var layer = 0; layer < layers; layer++)
        {
            Rotations(GateKind.RY);
            Rotations(GateKind.RZ);
            for (var q = 0; q < qubits; q++)
                gates.Add(new Gate(GateKind.CX, q, (q + 1) % qubits));
            Rotations(GateKind.RY);
        }
        return new Circuit("square", qubits, 0, next, gates);

        void Rotations(GateKind kind)
        {
            for (var q = 0; q < qubits; q++)
                gates.Add(new Gate(kind, q, new Angle(next++, 1, 0)));
        }
    }

    /// <summary>RBS in the H-CZ-RY form that the compiler writes.</summary>
    public static IEnumerable<Gate> Rbs(int a, int b, Angle angle) =>
    [
        new(GateKind.H, a), new(GateKind.H, b), new(GateKind.CZ, a, b),
        new(GateKind.RY, a, angle), new(GateKind.RY, b, angle.Negated),
        new(GateKind.CZ, a, b), new(GateKind.H, b), new(GateKind.H, a),
    ];

    /// <summary>The pyramid of RBS gates, angles numbered for k = 1 … n-1, q = k … 1, gate (q-1, q).</summary>
    public static Circuit Pyramid(int qubits)
    {
        var gates = new List<Gate>();
        var next = 0;
        for (var k = 1; k < qubits; k++)
            for (var q = k; q >= 1; q--)
                gates.AddRange(Rbs(q - 1, q, new Angle(next++, 1, 0)));
        return new Circuit("pyramid", qubits, 0, next, gates);
    }

    /// <summary>Layers of RBS on even pairs, then odd pairs.</summary>
    public static Circuit Brick(int qubits, int layers)
    {
        var gates = new List<Gate>();
        var next = 0;
        for (var layer = 0; layer < layers; layer++)
            for (var start = 0; start < 2; start++)
                for (var q = start; q + 1 < qubits; q += 2)
                    gates.AddRange(Rbs(q, q + 1, new Angle(next++, 1, 0)));
        return new Circuit("brick", qubits, 0, next, gates);
    }

    /// <summary>Standard normal numbers.</summary>
    public static double[] Normal(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }

    /// <summary>Angles in (-π, π).</summary>
    public static double[] Angles(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble() - 1) * Math.PI)];
    }
}
