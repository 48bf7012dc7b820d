using QaaHybrid.Circuits;
using QaaHybrid.QSharp;

namespace QaaHybrid.Notebook.Magics;

/// <summary>A Q# operation or function that a cell has declared, as cells in C# hold it.</summary>
public sealed class QSharpOperation
{
    internal QSharpOperation(string projectDirectory, QSharpDeclaration declaration) =>
        (ProjectDirectory, Name, Signature) = (projectDirectory, $"{QSharpCells.Namespace}.{declaration.Name}", declaration.Signature);

    /// <summary>Full name, as recipes and the command line take it.</summary>
    public string Name { get; }

    /// <summary>The folder of its Q# project, as recipes and the command line take it; it stays when the notebook is closed.</summary>
    public string ProjectDirectory { get; }

    /// <summary>Its first line, as it was written.</summary>
    public string Signature { get; }

    /// <summary>It as an ansatz of a size: for <c>operation (theta : Double[], qubits : Qubit[]) : Unit</c>.</summary>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="parameters">Length of <c>theta</c>.</param>
    public CircuitRequest Request(int qubits, int parameters) => new(ProjectDirectory, Name, qubits, parameters);

    /// <summary>It as a circuit.</summary>
    /// <param name="qubits">Size of the register.</param>
    /// <param name="parameters">Length of <c>theta</c>; null asks the function that is named like it with <c>Parameters</c> appended.</param>
    /// <param name="layers">What that function is asked for.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="CircuitImportException">It cannot become a circuit, or nothing says how many parameters it has.</exception>
    public Task<Circuit> CircuitAsync(int qubits, int? parameters = null, int layers = 1, CancellationToken cancellationToken = default) =>
        Qaa.Session.CircuitAsync(Name, qubits, parameters, layers, ProjectDirectory, cancellationToken: cancellationToken);

    /// <summary>Runs it on Microsoft's simulator.</summary>
    /// <param name="arguments">Its arguments as Q# writes them, separated by commas.</param>
    /// <param name="shots">How often.</param>
    /// <param name="seed">Governs what is measured; null draws from the platform's entropy.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <exception cref="QSharpException">It does not compile with these arguments, or fails.</exception>
    public Task<QSharpRunResult> RunAsync(string arguments = "", int shots = 1, long? seed = null, CancellationToken cancellationToken = default) =>
        Qaa.Session.Engine.RunAsync(ProjectDirectory, $"{Name}({arguments})", shots, seed, cancellationToken: cancellationToken);

    /// <summary>Its first line.</summary>
    public override string ToString() => Signature;
}
