#:property PublishAot=false
#:project ../../host/QaaHybrid/QaaHybrid.csproj

// A Q# operation as a circuit: drawn, run, and differentiated in two ways that know nothing of each other.
//   dotnet run experiments/samples/circuit.cs
using QaaHybrid;
using QaaHybrid.Circuits;

var circuit = await Qaa.CircuitAsync("QaaHybrid.Ansatz.RYRing", qubits: 3, layers: 2);
double[] theta = [0.1, 0.7, -0.4, 1.2, 0.3, -0.9];
Qaa.Show(circuit.Bind(theta));

var simulator = Qaa.Session.Backend("simulator");
Qaa.Show((await simulator.RunAsync([new BackendRun(circuit, theta)]))[0]);

// d/dθ of ⟨Z₀⟩ + ⟨Z₁⟩ + ⟨Z₂⟩
var problem = new GradientProblem(circuit, theta, [1, 1, 1]);
foreach (var method in new[] { "adjoint", "shift" })
    Qaa.Show(await GradientMethods.Find(method)!.OfAsync(simulator, problem));
