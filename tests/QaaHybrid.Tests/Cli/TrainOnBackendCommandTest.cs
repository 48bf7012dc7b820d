using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa train --backend</c> and <c>qaa verify</c>, and what they refuse.</summary>
public class TrainOnBackendCommandTest
{
    private static readonly string[] Small =
    [
        "train", TinyRun.Recipe, "--set", "methods=[{ name: z, adapter: qaa, layers: 1, read_out: z, bottleneck: 4, target_modules: [q_proj], optimizer: { lr: 0.05 } }, { name: lora, adapter: lora, r: 2, target_modules: [q_proj] }]",
        "--set", "training.steps=3", "--set", "task.generate_examples=0",
    ];

    [Test]
    public async Task Train_counts_what_it_took_and_verify_measures_what_came_out()
    {
        var run = TinyRun.File("backend-run");
        var trained = await Qaa.JsonAsync([.. Small, "--backend", "simulator", "--shots", "40", "--out", run]);
        var methods = trained.GetProperty("methods").EnumerateArray().ToDictionary(method => method.Text("method"));
        var costs = methods["z"].GetProperty("backend");
        Assert.That(costs.Number("shots"), Is.EqualTo(40 * costs.Number("circuits")));
        Assert.That(costs.Number("circuits"), Is.GreaterThan(100));
        Assert.That(methods["lora"].TryGetProperty("backend", out _), Is.False, "LoRA has no circuits");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(run, "recipe.yaml")), Does.Contain("shots: 40"));

        var verified = await Qaa.JsonAsync("verify", run, "--method", "z", "--shots", "4000", "--vectors", "3");
        var circuits = verified.GetProperty("circuits").EnumerateArray().ToList();
        Assert.That(circuits, Has.Count.EqualTo(2 * 3), "two layers, three vectors");
        foreach (var z in circuits.SelectMany(circuit => circuit.GetProperty("z").EnumerateArray()))
            Assert.That(z.Number("measured"), Is.EqualTo(z.Number("exact")).Within(5 * z.Number("measured_error")));
        Assert.That(verified.GetProperty("counts").Number("p_value"), Is.GreaterThan(1e-4));
        Assert.That(verified.GetProperty("usage").Number("shots"), Is.EqualTo(6 * 4000));

        var noise = TinyRun.Write("verify-noise.yaml", "name: bad\nread_out:\n  - { p01: 0.05, p10: 0.1 }\n");
        var noisy = await Qaa.JsonAsync("verify", "--run", run, "--method", "z", "--shots", "20000", "--noise", noise, "--mitigate", "readout");
        Assert.That(noisy.GetProperty("counts").Number("p_value"), Is.LessThan(1e-6), "errors of reading are seen");
        Assert.That(noisy.GetProperty("after").Number("mean_absolute"), Is.LessThan(noisy.GetProperty("before").Number("mean_absolute") / 2), "and undone");
        Assert.That(noisy.GetProperty("usage").Number("circuits"), Is.EqualTo(2 + 2), "two circuits of the layers, measured once, and two of the calibration");
    }

    [Test]
    public async Task Verify_measures_amplitudes_with_their_signs_before_and_after_mitigation()
    {
        await TinyRun.TrainedAsync();
        var verified = await Qaa.JsonAsync("verify", TinyRun.Run, "--method", "turn", "--shots", "4000", "--vectors", "2");
        var amplitudes = verified.GetProperty("circuits").EnumerateArray().SelectMany(circuit => circuit.GetProperty("amplitudes").EnumerateArray()).ToList();
        foreach (var amplitude in amplitudes)
            Assert.That(amplitude.Number("measured"), Is.EqualTo(amplitude.Number("exact")).Within(5 * amplitude.Number("measured_error")));
        Assert.That(amplitudes.Any(amplitude => amplitude.Number("exact") < -10 * amplitude.Number("measured_error")), "signs are seen");
        Assert.That(verified.GetProperty("before").Number("mean_squared_pull"), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / amplitudes.Count)));

        var noise = TinyRun.Write("verify-amplitudes-noise.yaml", "name: bad\nread_out:\n  - { p01: 0.05, p10: 0.1 }\n");
        var noisy = await Qaa.JsonAsync("verify", TinyRun.Run, "--method", "turn", "--shots", "20000", "--noise", noise, "--mitigate", "readout");
        Assert.That(noisy.GetProperty("after").Number("mean_absolute"), Is.LessThan(noisy.GetProperty("before").Number("mean_absolute") / 2));
        Assert.That(noisy.GetProperty("after").Number("mean_squared_pull"), Is.LessThan(2), "the errors are those of what mitigation left");
    }

    [Test]
    public async Task Verify_reads_amplitudes_of_the_state_on_Microsofts_simulator()
    {
        await TinyRun.TrainedAsync();
        var verified = await Qaa.JsonAsync("verify", TinyRun.Run, "--method", "turn", "--backend", "qsharp");
        Assert.That(verified.GetProperty("before").Number("most_absolute"), Is.LessThan(1e-6));
        Assert.That(verified.GetProperty("circuits").EnumerateArray().SelectMany(circuit => circuit.GetProperty("amplitudes").EnumerateArray()).Count(), Is.EqualTo(32));
        var shots = await Qaa.RunAsync("verify", TinyRun.Run, "--method", "turn", "--backend", "qsharp", "--shots", "100");
        Assert.That((shots.ExitCode, shots.Out), Is.EqualTo((2, "")), shots.Error);
        Assert.That(shots.Error, Does.Contain("leave shots and extrapolation out"));
    }

    [Test]
    public async Task Verify_of_exact_values_prints_a_table()
    {
        await TinyRun.TrainedAsync();
        var result = await Qaa.RunAsync("verify", TinyRun.Run, "--method", "turn");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Out, Does.StartWith("layer").And.Contain("model.layers.1.self_attn.o_proj").And.Contain("exact values: 32 values, off by").And.Contain("amplitude 7").And.Not.Contain("chi square"));
    }

    [TestCase("methods.turn.read_out: qaa: QaaHybrid.Ansatz.Square is not a real circuit", "--set", "methods.turn.ansatz=QaaHybrid.Ansatz.Square", "--backend", "simulator", "--shots", "10")]
    [TestCase("backend.name: found 'simulater', did you mean 'simulator'?", "--backend", "simulater")]
    [TestCase("--shots is 0, expected at least 1", "--backend", "simulator", "--shots", "0")]
    [TestCase("backend.shots: found '0', expected a whole number of at least 1", "--set", "backend.shots=0")]
    [TestCase("backend.input_gradient: is none, and below the circuit of model.layers.1.self_attn.q_proj of method z", "--set", "methods.turn.read_out=z", "--set", "backend.input_gradient=none")]
    [TestCase("backend.name: found 'simulator', and no method of this recipe has circuits", "--set", "methods=[{ adapter: lora, r: 2 }]", "--backend", "simulator")]
    [TestCase("backend.noise: is simulated by simulator, not by qsharp", "--backend", "qsharp", "--noise", "noise-for-qsharp.yaml")]
    [TestCase("backend.mitigation: corrects what was measured", "--backend", "simulator", "--mitigate", "readout")]
    [TestCase("backend.zne: found 'cubic'", "--backend", "simulator", "--zne", "cubic")]
    [TestCase("backend.budget: belongs to a backend on Azure Quantum", "--set", "backend.budget=20usd")]
    [TestCase("backend.spsa_step: belongs to gradient: spsa", "--set", "backend.spsa_step=0.1")]
    [TestCase("backend.gradient: found 'adjoint', allowed: shift, spsa", "--set", "backend.gradient=adjoint")]
    public async Task Train_refuses(string why, params string[] arguments)
    {
        TinyRun.Write("noise-for-qsharp.yaml", "name: none\n");
        var result = await Qaa.RunAsync(["train", TinyRun.Recipe, "--out", "refused-backend", .. arguments]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain(why));
        Assert.That(TinyRun.File("refused-backend"), Does.Not.Exist);
    }

    [Test]
    public async Task Verify_refuses_a_method_without_circuits()
    {
        await TinyRun.TrainedAsync();
        var result = await Qaa.RunAsync("verify", TinyRun.Run, "--method", "lora");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("lora is of the kind lora, which has no circuits"));
        Assert.That((await Qaa.RunAsync("verify")).Error, Does.Contain("expected the folder of a run"));
    }
}
