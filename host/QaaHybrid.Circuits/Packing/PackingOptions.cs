namespace QaaHybrid.Circuits;

/// <summary>How circuits are packed.</summary>
public sealed record PackingOptions
{
    /// <summary>A run joins a circuit only if it wants at least this share of the circuit's shots.</summary>
    public double LeastShotShare { get; init; } = PackedCircuits.UsualShotShare;

    /// <summary>
    /// Whether exact values are packed too. That needs a backend that tells the distribution of a wide register by its independent parts
    /// (<see cref="BackendResult.Parts"/>), and makes sense where every circuit is a job. Otherwise circuits whose exact values are asked for are run as they are.
    /// </summary>
    public bool PacksExactValues { get; init; }

    /// <summary>
    /// A circuit of one qubit whose last parameter turns it to |1⟩ at π and leaves it in |0⟩ at 0, all others being 0, as <c>QaaHybrid.Ansatz.Square</c> does: with it
    /// the reading of spare qubits is calibrated in the same jobs. Null: no calibration.
    /// </summary>
    public Circuit? Flips { get; init; }

    /// <summary>On how many qubits the reading is calibrated, in all jobs of a call together: half of them in |0⟩, half in |1⟩. At least 2, even.</summary>
    public int CalibrationQubits { get; init; } = 4;
}
