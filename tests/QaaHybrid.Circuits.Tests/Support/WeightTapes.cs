namespace QaaHybrid.Circuits.Tests;

/// <summary>Tapes that keep the number of ones, built in code, in the forms that the compiler writes.</summary>
internal static class WeightTapes
{
    /// <summary>RBS in one of its three forms.</summary>
    public static IEnumerable<Gate> Rbs(int form, int a, int b, Angle angle) => form switch
    {
        0 => Tapes.Rbs(a, b, angle),
        // CNOT b → a, RY of b by 2θ under a's control, CNOT b → a.
        1 =>
        [
            new(GateKind.CX, b, a), new(GateKind.RY, b, angle), new(GateKind.CX, a, b), new(GateKind.RY, b, angle.Negated),
            new(GateKind.CX, a, b), new(GateKind.CX, b, a),
        ],
        // Exponentials of XY and YX, the bases changed by S.
        _ =>
        [
            new(GateKind.SAdj, b), new(GateKind.RXX, a, b, -1, angle), new(GateKind.S, b),
            new(GateKind.SAdj, b), new(GateKind.RYY, a, b, -1, angle), new(GateKind.S, b),
        ],
    };

    /// <summary>FBS: RBS whose angle changes sign with every one between its qubits.</summary>
    public static IEnumerable<Gate> Fbs(int a, int b, Angle angle, int form = 0)
    {
        var fan = Enumerable.Range(Math.Min(a, b) + 1, Math.Abs(a - b) - 1).Select(between => new Gate(GateKind.CZ, a, between)).ToList();
        return [.. fan, .. Rbs(form, a, b, angle), .. fan];
    }

    /// <summary>A circuit of FBS gates on these pairs, one parameter each.</summary>
    public static Circuit Of(int qubits, IEnumerable<(int A, int B)> pairs, int form = 0, bool fermionic = true)
    {
        var gates = new List<Gate>();
        var next = 0;
        foreach (var (a, b) in pairs)
        {
            var angle = new Angle(next++, 1, 0);
            gates.AddRange(fermionic ? Fbs(a, b, angle, form) : Rbs(form, a, b, angle));
        }
        return new Circuit("beam splitters", qubits, 0, next, gates);
    }

    public static IEnumerable<(int, int)> Pyramid(int qubits) =>
        Enumerable.Range(1, qubits - 1).SelectMany(k => Enumerable.Range(0, k).Select(i => (k - i - 1, k - i)));

    public static IEnumerable<(int, int)> X(int qubits) => Enumerable.Range(0, qubits - 1).SelectMany(layer =>
        layer == qubits - 2 - layer ? new[] { (layer, layer + 1) } : [(layer, layer + 1), (qubits - 2 - layer, qubits - 1 - layer)]);

    public static IEnumerable<(int, int)> Butterfly(int qubits)
    {
        for (var stride = qubits / 2; stride >= 1; stride /= 2)
            for (var i = 0; i < qubits; i++)
                if ((i & stride) == 0)
                    yield return (i, i + stride);
    }

    public static IEnumerable<(int, int)> Brick(int qubits, int layers) => Enumerable.Range(0, 2 * layers).SelectMany(half =>
        Enumerable.Range(0, qubits - 1).Where(q => q % 2 == half % 2).Select(q => (q, q + 1)));

    /// <summary>All pairs, round by round, each qubit once a round (the circle method; qubits even).</summary>
    public static IEnumerable<(int, int)> RoundRobin(int qubits)
    {
        for (var round = 0; round < qubits - 1; round++)
            for (var i = 0; i < qubits / 2; i++)
            {
                var (a, b) = (i == 0 ? qubits - 1 : (round + i) % (qubits - 1), (round - i + qubits - 1) % (qubits - 1));
                yield return (Math.Min(a, b), Math.Max(a, b));
            }
    }

    /// <summary>A layout by its name.</summary>
    public static IEnumerable<(int, int)> Layout(string name, int qubits) => name switch
    {
        "pyramid" => Pyramid(qubits),
        "X" => X(qubits),
        "butterfly" => Butterfly(qubits),
        "brick" => Brick(qubits, 2),
        _ => RoundRobin(qubits),
    };

    /// <summary>Ones on the first qubits, then a circuit.</summary>
    public static Circuit Loader(int ones, Circuit circuit) => new(
        "loader", circuit.Qubits, circuit.AuxiliaryQubits, circuit.Parameters,
        [.. Enumerable.Range(0, ones).Select(q => new Gate(GateKind.X, q)), .. circuit.Gates]);

    /// <summary>Phases on single qubits and pairs between beam splitters: the amplitudes are complex.</summary>
    public static Circuit Complex(int qubits, int layers)
    {
        var gates = new List<Gate>();
        var next = 0;
        for (var layer = 0; layer < layers; layer++)
            for (var q = 0; q + 1 < qubits; q++)
            {
                gates.AddRange(Rbs(layer % 3, q, q + 1, new Angle(next++, 1, 0.1)));
                gates.Add(new Gate(GateKind.RZ, q, new Angle(next++, 1, 0)));
                gates.Add(new Gate(GateKind.RZZ, q, q + 1, -1, new Angle(next++, 0.5, 0)));
                // An XY interaction: a beam splitter with an imaginary mixing.
                gates.Add(new Gate(GateKind.RXX, q, q + 1, -1, new Angle(next, 1, 0)));
                gates.Add(new Gate(GateKind.RYY, q, q + 1, -1, new Angle(next++, 1, 0)));
            }
        return new Circuit("complex", qubits, 0, next, gates);
    }

    /// <summary>
    /// RBS under controls, as the compiler writes it: the controls and the first qubit are multiplied into clean auxiliary qubits behind the
    /// register, the last of which controls the RY.
    /// </summary>
    public static IEnumerable<Gate> ControlledRbs(IReadOnlyList<int> controls, int a, int b, Angle angle, int firstAuxiliary)
    {
        int[] all = [.. controls, a];
        var products = new List<Gate>();
        var last = all[0];
        for (var i = 1; i < all.Length; i++)
        {
            products.Add(new Gate(GateKind.CCX, last, all[i], firstAuxiliary + i - 1));
            last = firstAuxiliary + i - 1;
        }
        var (half, minusHalf) = (angle, angle.Negated);
        return
        [
            new(GateKind.CX, b, a), .. products,
            new(GateKind.RY, b, half), new(GateKind.CX, last, b), new(GateKind.RY, b, minusHalf), new(GateKind.CX, last, b),
            .. Enumerable.Reverse(products), new(GateKind.CX, b, a),
        ];
    }
}
