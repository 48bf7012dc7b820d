using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>Mitigation with circuits of the shipped library, and around Microsoft's simulator.</summary>
public class MitigationTest
{
    private readonly QSharpCircuitSource _source = new(SharedEngine.Engine, TemporaryFolders.Make());

    [Test]
    public async Task Basis_states_for_calibration_come_from_the_library()
    {
        var flips = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.Square", 3, 9));
        ReadOutError[] errors = [new(0.01, 0.05), new(0.02, 0.04), new(0.03, 0.06)];
        var noisy = new NoisyBackend(new NoiseModel("read-out", [], readOut: errors.Select((error, q) => new ReadOutRule(error, [q]))));
        foreach (var scheme in new[] { CalibrationScheme.Marginal, CalibrationScheme.Independent })
        {
            var found = (TensoredCalibration)await ReadOutCalibration.MeasureAsync(noisy, flips, scheme);
            Assert.That(found.P01.Select(rate => rate.Value), Is.EqualTo(errors.Select(error => error.P01)).Within(1e-12), scheme.ToString());
            Assert.That(found.P10.Select(rate => rate.Value), Is.EqualTo(errors.Select(error => error.P10)).Within(1e-12), scheme.ToString());
        }
    }

    [Test]
    public async Task Folded_circuits_run_from_their_Q_sharp()
    {
        var circuit = await _source.ImportAsync(new CircuitRequest(null, "QaaHybrid.Ansatz.RYRing", 3, 6));
        var run = new BackendRun(circuit, [0.3, -1, 0.7, 2, 0.1, -0.4], [0.2, -0.5, 0.1, 0.8]);
        var exact = (await new SimulatorBackend().RunAsync([run]))[0];
        var backend = new ZeroNoiseBackend(new QSharpBackend(SharedEngine.Engine), [1, 3, 5], Extrapolation.Richardson);
        var found = (await backend.RunAsync([run]))[0];

        Assert.That(backend.RunsAnyTape, Is.False);
        Assert.That(found.Z, Is.EqualTo(exact.Z).Within(1e-8), "without noise all scales agree");
        Assert.That(found.Probabilities, Is.EqualTo(exact.Probabilities).Within(1e-8));
        Assert.That(() => new ZeroNoiseBackend(new QSharpBackend(SharedEngine.Engine), [1, 2]).RunAsync([run]), Throws.TypeOf<NotSupportedException>());
    }
}
