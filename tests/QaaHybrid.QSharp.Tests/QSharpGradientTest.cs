using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>Parameter-shift rules of tapes as the compiler writes them, evaluated on Microsoft's simulator, which runs no changed tape.</summary>
public class QSharpGradientTest
{
    private static readonly string Project = QSharpTestProject.With("""
        import Std.Convert.IntAsDouble;
        operation Controls(count : Int, theta : Double[], qubits : Qubit[]) : Unit {
            ApplyToEach(H, qubits);
            for i in 0..Length(qubits) - 1 { Ry(0.3 + 0.2 * IntAsDouble(i), qubits[i]); }
            Controlled Ry(qubits[1..count], (theta[0], qubits[0]));
            for i in 0..Length(qubits) - 2 { CNOT(qubits[i], qubits[i + 1]); Rx(0.4, qubits[i]); }
        }
        operation ByOne(theta : Double[], qubits : Qubit[]) : Unit { Controls(1, theta, qubits); }
        operation ByTwo(theta : Double[], qubits : Qubit[]) : Unit { Controls(2, theta, qubits); }
        operation ByThree(theta : Double[], qubits : Qubit[]) : Unit { Controls(3, theta, qubits); }
        operation Layer(theta : Double[], qubits : Qubit[]) : Unit {
            for q in qubits { Ry(theta[0], q); Rz(2.0 * theta[0], q); }
            for i in 0..Length(qubits) - 2 { CNOT(qubits[i], qubits[i + 1]); }
            for q in qubits { Rx(theta[1], q); }
        }
        """);

    private readonly QSharpCircuitSource _source = new(SharedEngine.Engine, TemporaryFolders.Make());
    private readonly QSharpBackend _backend = new(SharedEngine.Engine);

    [TestCase("Mine.ByOne", 1, 4)]
    [TestCase("Mine.ByTwo", 1, 4)]
    [TestCase("Mine.ByThree", 1, 4)]
    [TestCase("Mine.Layer", 2, 16 + 2)]
    public async Task Shifted_angles_give_the_adjoint_gradient(string operation, int parameters, int shifted)
    {
        var circuit = await _source.ImportAsync(new CircuitRequest(Project, operation, 4, parameters));
        double[] theta = [.. new[] { 0.7, -1.3 }.Take(parameters)], weights = [1, -0.5, 0.25, 0.8];
        var shift = await ParameterShift.OfAsync(_backend, circuit, theta, weights);
        Assert.That(shift.Gradient, Is.EqualTo(AdjointGradient.Of(circuit, theta, weights).Gradient).Within(1e-8));
        Assert.That(shift.Evaluations, Is.EqualTo(shifted + 1));
    }
}
