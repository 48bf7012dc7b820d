namespace QaaHybrid.Circuits;

/// <summary>Where circuits come from: Q# operations by name. QaaHybrid.QSharp implements it.</summary>
public interface ICircuitSource
{
    /// <summary>
    /// The tape of <paramref name="operation"/>, from the cache or compiled.
    /// </summary>
    /// <param name="operation">Which operation at which size.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CircuitImportException">The Q# does not compile, measures, branches on an angle, or is no affine function of θ.</exception>
    Task<Circuit> ImportAsync(CircuitRequest operation, CancellationToken cancellationToken = default);

    /// <summary>
    /// How many parameters <paramref name="operation"/> takes for a number of qubits and layers: the value of the Q# function that is
    /// named like the operation with <c>Parameters</c> appended, of <c>(qubits : Int, layers : Int) : Int</c>; null where there is none.
    /// </summary>
    Task<int?> CountParametersAsync(string? projectDirectory, string operation, int qubits, int layers, CancellationToken cancellationToken = default);

    /// <summary>Full names of the operations that could be meant, for messages; empty where the source cannot tell.</summary>
    IReadOnlyList<string> FindOperations(string? projectDirectory) => [];
}

/// <summary>A Q# operation <c>operation Op(theta : Double[], qubits : Qubit[]) : Unit</c> at a given size.</summary>
/// <param name="ProjectDirectory">Folder with <c>qsharp.json</c>; null is the library that ships with QaaHybrid.</param>
/// <param name="Operation">Full name, e.g. <c>QaaHybrid.Ansatz.RYRing</c>.</param>
/// <param name="Qubits">Size of the register.</param>
/// <param name="Parameters">Length of <c>theta</c>.</param>
public sealed record CircuitRequest(string? ProjectDirectory, string Operation, int Qubits, int Parameters);

/// <summary>A Q# operation that cannot become a tape, with the reason and, where known, the Q# file and line.</summary>
public sealed class CircuitImportException : Exception
{
    /// <summary>Makes the exception.</summary>
    public CircuitImportException(string message) : base(message) { }

    /// <summary>Makes the exception with its cause.</summary>
    public CircuitImportException(string message, Exception innerException) : base(message, innerException) { }
}
