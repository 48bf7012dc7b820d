namespace QaaHybrid.Adapters.Qaa;

/// <summary>A published form of the method: what options are where nothing else is said.</summary>
/// <param name="Ansatz">The Q# operation.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="ReadOut">What is read.</param>
/// <param name="Bottleneck">Coordinates that are embedded; 0 is all.</param>
/// <param name="MeasuredQubits">How many of the last qubits are read; 0 is all.</param>
/// <param name="StartDeviation">Standard deviation of the start angles; 0 draws them uniformly.</param>
internal sealed record QaaForm(string Ansatz, int Layers, QaaReadOut ReadOut = QaaReadOut.Z, int Bottleneck = 0, int MeasuredQubits = 0, double StartDeviation = 0)
{
    /// <summary>
    /// The forms by name: <c>full</c>, the full hidden vector and expectations; <c>projected</c>, QAA as SQUARE's authors re-implement it; <c>square</c>, SQUARE with its 20
    /// numbers; <c>qchft</c>, QCHFT with the expectations of the last two qubits.
    /// </summary>
    public static IReadOnlyDictionary<string, QaaForm> All { get; } = new Dictionary<string, QaaForm>
    {
        ["full"] = new("QaaHybrid.Ansatz.RYRing", 4),
        ["projected"] = new("QaaHybrid.Ansatz.RYRing", 1, QaaReadOut.Probabilities, Bottleneck: 16),
        ["square"] = new("QaaHybrid.Ansatz.Square", 1, QaaReadOut.Both, Bottleneck: 16),
        ["qchft"] = new("QaaHybrid.Ansatz.PairwiseEntangling", 4, MeasuredQubits: 2, StartDeviation: 0.01),
    };
}
