namespace QaaHybrid.Adapters;

/// <summary>What one forward pass brings to a layer's circuit.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Qubits">Qubits of its circuit.</param>
/// <param name="Rows">Vectors of the pass.</param>
/// <param name="NeedsInputGradient">Whether something below is trained, so that the gradient with respect to these vectors is needed.</param>
public sealed record CircuitRows(string Layer, int Qubits, int Rows, bool NeedsInputGradient);
