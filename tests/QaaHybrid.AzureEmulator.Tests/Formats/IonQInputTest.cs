using System.Text;
using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator.Tests.Formats;

public class IonQInputTest
{
    private static readonly EmulatedTarget Simulator = TargetCatalogue.Require("ionq.simulator");

    [Test]
    public void Gates_are_read_by_IonQs_names()
    {
        var program = Read("""
            {"gateset":"qis","qubits":3,"circuit":[
              {"gate":"h","target":0},{"gate":"vi","target":1},{"gate":"ti","targets":[2]},{"gate":"ry","target":1,"rotation":0.5},
              {"gate":"cnot","control":0,"target":2},{"gate":"z","controls":[1],"target":0},{"gate":"zz","targets":[0,2],"rotation":-0.25},{"gate":"x","controls":[0,1],"target":2}]}
            """);

        Assert.That(program.Circuit.Gates, Is.EqualTo(new Gate[]
        {
            new(GateKind.H, 0), new(GateKind.RX, 1, Angle.Constant(-Math.PI / 2)), new(GateKind.TAdj, 2), new(GateKind.RY, 1, Angle.Constant(0.5)),
            new(GateKind.CX, 0, 2), new(GateKind.CZ, 1, 0), new(GateKind.RZZ, 0, 2, -1, Angle.Constant(-0.25)), new(GateKind.CCX, 0, 1, 2),
        }));
    }

    [TestCase("{", "no JSON")]
    [TestCase("""{"qubits":0,"circuit":[]}""", "at least one qubit")]
    [TestCase("""{"qubits":1}""", "expected {\"qubits\":N,\"circuit\":[…]}")]
    [TestCase("""{"qubits":30,"circuit":[]}""", "ionq.simulator has 29 qubits, the program needs 30")]
    [TestCase("""{"qubits":1,"gateset":"native","circuit":[]}""", "not \"native\"")]
    [TestCase("""{"qubits":1,"circuit":[{"gate":"gpi","target":0}]}""", "gate 0: the emulator does not know 'gpi' with 0 controls and 1 targets")]
    [TestCase("""{"qubits":1,"circuit":[{"gate":"rx","target":0}]}""", "gate 0 (rx): \"rotation\", radians, is missing")]
    [TestCase("""{"qubits":2,"circuit":[{"gate":"cnot","control":1,"target":1}]}""", "its qubits are 1, 1; expected different ones from 0 to 1")]
    [TestCase("""{"qubits":2,"circuit":[{"gate":"h","target":2}]}""", "expected different ones from 0 to 1")]
    [TestCase("""{"qubits":2,"circuit":[7]}""", "gate 0: expected an object")]
    public void What_does_not_fit_is_named(string text, string message) =>
        Assert.That(() => Read(text), Throws.TypeOf<JobFailureException>().With.Message.Contains(message));

    private static EmulatedProgram Read(string text) => IonQInput.Read(Encoding.UTF8.GetBytes(text), "job", Simulator);
}
