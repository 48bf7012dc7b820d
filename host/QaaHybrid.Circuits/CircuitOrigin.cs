namespace QaaHybrid.Circuits;

/// <summary>
/// The Q# that a circuit came from: operations of <c>(theta : Double[], qubits : Qubit[])</c>, applied one after the other.
/// It lets another backend (Q#'s own simulator, hardware) run the same circuit from its source.
/// </summary>
/// <param name="ProjectDirectory">Folder with <c>qsharp.json</c>; null is the library that ships with QaaHybrid.</param>
/// <param name="Stages">The operations, in order of application.</param>
public sealed record CircuitOrigin(string? ProjectDirectory, IReadOnlyList<CircuitStage> Stages);

/// <summary>One Q# operation of a circuit.</summary>
/// <param name="Operation">Full name, e.g. <c>QaaHybrid.Ansatz.RYRing</c>.</param>
/// <param name="Adjoint">Whether its inverse is applied.</param>
/// <param name="FirstParameter">Index in the circuit's θ of the operation's <c>theta[0]</c>; meaningless where <paramref name="Bound"/> is given.</param>
/// <param name="Parameters">How many numbers <c>theta</c> holds.</param>
/// <param name="Bound">Fixed values of <c>theta</c>, radians, or null where they are the circuit's parameters.</param>
public sealed record CircuitStage(string Operation, bool Adjoint, int FirstParameter, int Parameters, IReadOnlyList<double>? Bound);
