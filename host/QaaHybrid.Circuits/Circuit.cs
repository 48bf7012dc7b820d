namespace QaaHybrid.Circuits;

/// <summary>
/// The tape: a flat list of gates whose angles are affine functions of one parameter each. It is imported from Q#
/// (<see cref="ICircuitSource"/>) and never written by hand. Immutable.
/// </summary>
public sealed partial class Circuit
{
    /// <summary>Makes a tape.</summary>
    /// <param name="name">What to call it in messages and reports, usually the Q# operation.</param>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="auxiliaryQubits">Clean qubits beyond the register, numbered from <paramref name="qubits"/> on; they start and end in |0⟩.</param>
    /// <param name="parameters">How many parameters the angles refer to.</param>
    /// <param name="gates">The gates, in order of application.</param>
    /// <param name="origin">The Q# behind it, where known.</param>
    /// <exception cref="ArgumentException">A gate names a qubit or a parameter that there is not.</exception>
    public Circuit(string name, int qubits, int auxiliaryQubits, int parameters, IReadOnlyList<Gate> gates, CircuitOrigin? origin = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(qubits, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(auxiliaryQubits);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        ArgumentNullException.ThrowIfNull(gates);
        var width = qubits + auxiliaryQubits;
        for (var i = 0; i < gates.Count; i++)
        {
            var gate = gates[i];
            if (gate.Q0 < 0 || gate.Q0 >= width || gate.Q1 >= width || gate.Q2 >= width)
                throw new ArgumentException($"gate {i} ({gate.Kind}) of {name} names a qubit outside 0..{width - 1}", nameof(gates));
            if (gate.Angle.Parameter >= parameters)
                throw new ArgumentException($"gate {i} ({gate.Kind}) of {name} names parameter {gate.Angle.Parameter}, there are {parameters}", nameof(gates));
        }
        Name = name;
        Qubits = qubits;
        AuxiliaryQubits = auxiliaryQubits;
        Parameters = parameters;
        Gates = gates;
        Origin = origin;
        IsReal = gates.All(gate => gate.IsReal);
    }

    /// <summary>What it is called, usually the Q# operation.</summary>
    public string Name { get; }

    /// <summary>Size of the register.</summary>
    public int Qubits { get; }

    /// <summary>Clean qubits beyond the register; they start and end in |0⟩.</summary>
    public int AuxiliaryQubits { get; }

    /// <summary>Register and auxiliary qubits together: what a simulator has to hold.</summary>
    public int Width => Qubits + AuxiliaryQubits;

    /// <summary>Number of trainable parameters θ.</summary>
    public int Parameters { get; }

    /// <summary>The gates, in order of application.</summary>
    public IReadOnlyList<Gate> Gates { get; }

    /// <summary>The Q# behind the tape, where known.</summary>
    public CircuitOrigin? Origin { get; }

    /// <summary>Whether every gate has a real matrix, so that real vectors stay real.</summary>
    public bool IsReal { get; }
}
