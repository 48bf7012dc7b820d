namespace QaaHybrid.QSharp;

/// <summary>What a circuit would need on a fault-tolerant machine, by Microsoft's resource estimator.</summary>
/// <param name="Counts">What the circuit is made of, whatever the machine.</param>
/// <param name="ErrorBudget">How often the whole run may fail, between 0 and 1.</param>
/// <param name="Models">One entry for each qubit model that was asked for, in that order; at least one has resources.</param>
public sealed record ResourceEstimates(LogicalCounts Counts, double ErrorBudget, IReadOnlyList<QubitModelEstimate> Models);

/// <summary>A circuit in numbers, before error correction.</summary>
/// <param name="Qubits">Qubits that are in use at once.</param>
/// <param name="TCount">T gates, without those that rotations are made of.</param>
/// <param name="RotationCount">Rotations by arbitrary angles.</param>
/// <param name="RotationDepth">Layers that hold at least one of them.</param>
/// <param name="CczCount">CCZ gates; CCX is one of them.</param>
/// <param name="CcixCount">CCiX gates.</param>
/// <param name="MeasurementCount">Measurements.</param>
public sealed record LogicalCounts(
    long Qubits, long TCount, long RotationCount, long RotationDepth, long CczCount, long CcixCount, long MeasurementCount);

/// <summary>An estimate for one qubit model, or why there is none.</summary>
/// <param name="QubitModel">Name of the model.</param>
/// <param name="Resources">What it takes; null where the estimator finds no solution.</param>
/// <param name="Failure">The estimator's reason; null where there are resources.</param>
public sealed record QubitModelEstimate(string QubitModel, PhysicalResources? Resources, string? Failure);

/// <summary>What one qubit model takes.</summary>
/// <param name="QecScheme">The error-correcting code, the model's default.</param>
/// <param name="CodeDistance">Its distance.</param>
/// <param name="LogicalQubits">Logical qubits once they are laid out with room to move.</param>
/// <param name="LogicalDepth">Logical cycles, waiting for T states included.</param>
/// <param name="TStates">T states: those of T and CCZ gates and those that make up the rotations.</param>
/// <param name="TFactories">Factories that distil them side by side.</param>
/// <param name="PhysicalQubits">Physical qubits, those of the factories included.</param>
/// <param name="RuntimeNanoseconds">Duration of one run.</param>
public sealed record PhysicalResources(
    string QecScheme, int CodeDistance, long LogicalQubits, long LogicalDepth, long TStates, long TFactories, long PhysicalQubits,
    double RuntimeNanoseconds);
