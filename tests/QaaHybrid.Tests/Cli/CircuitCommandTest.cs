using System.Numerics;
using System.Text.Json;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary><c>qaa circuit …</c> against closed forms, differences and the compiler.</summary>
public class CircuitCommandTest
{
    private const string RYRing = "QaaHybrid.Ansatz.RYRing";
    private const string Pyramid = "QaaHybrid.Layers.Pyramid";

    // A pyramid on two qubits is one RBS gate.
    private static readonly string[] Rbs = ["--operation", Pyramid, "--qubits", "2"];

    [Test]
    public async Task Info_counts_what_the_ansatz_is_written_as()
    {
        // A layer of RY-ring-CNOT on n qubits is n rotations and n CNOTs.
        var info = await Qaa.JsonAsync("circuit", "info", "--operation", RYRing, "--qubits", "3", "--layers", "2");
        Assert.Multiple(() =>
        {
            Assert.That(info.GetProperty("qubits").GetInt32(), Is.EqualTo(3));
            Assert.That(info.GetProperty("parameters").GetInt32(), Is.EqualTo(6));
            Assert.That(info.GetProperty("gate_count").GetInt32(), Is.EqualTo(12));
            Assert.That(info.GetProperty("gates").GetProperty("RY").GetInt32(), Is.EqualTo(6));
            Assert.That(info.GetProperty("gates").GetProperty("CX").GetInt32(), Is.EqualTo(6));
            Assert.That(info.GetProperty("real").GetBoolean());
        });
        var text = await Qaa.RunAsync("circuit", "info", "--operation", RYRing, "--qubits", "3", "--layers", "2");
        Assert.That(text.Out, Does.StartWith(RYRing).And.Contain("parameters  6").And.Contain("12: 6 RY, 6 CX"));
        Assert.That(text.Error, Is.Empty);
    }

    [TestCase("simulator")]
    [TestCase("qsharp")]
    public async Task Run_of_one_RBS_gate_is_its_matrix_column(string backend)
    {
        const double theta = 0.7;
        var run = await Qaa.JsonAsync(["circuit", "run", .. Rbs, "--theta", "0.7", "--input", "0,0,2,0", "--backend", backend]);
        var (c, s) = (Math.Cos(theta), Math.Sin(theta));
        AssertUpToSign(Amplitudes(run), [0, s, c, 0]);
        Assert.That(run.Numbers("probabilities"), Is.EqualTo(new[] { 0, s * s, c * c, 0 }).Within(1e-12));
        Assert.That(run.Numbers("z"), Is.EqualTo(new[] { s * s - c * c, c * c - s * s }).Within(1e-12));
    }

    [Test]
    public async Task Run_of_RY_ring_CNOT_is_a_product_state_with_its_indices_exchanged()
    {
        double[] theta = [-1.1, 0.3];
        var run = await Qaa.JsonAsync("circuit", "run", "--operation", RYRing, "--qubits", "2", "--theta", "-1.1,0.3");
        double[] first = [Math.Cos(theta[0] / 2), Math.Sin(theta[0] / 2)], second = [Math.Cos(theta[1] / 2), Math.Sin(theta[1] / 2)];
        // CNOT(0 → 1) then CNOT(1 → 0): |00⟩ → |00⟩, |01⟩ → |11⟩, |10⟩ → |01⟩, |11⟩ → |10⟩.
        double[] expected = [first[0] * second[0], first[1] * second[0], first[1] * second[1], first[0] * second[1]];
        AssertUpToSign(Amplitudes(run), expected);
    }

    [Test]
    public async Task Run_with_shots_counts_them_follows_the_seed_and_scatters_as_it_should()
    {
        string[] arguments = ["circuit", "run", .. Rbs, "--theta", "0.7", "--input", "0,0,1,0", "--shots", "4000"];
        var (one, same, other) = (await Qaa.JsonAsync([.. arguments, "--seed", "5"]), await Qaa.JsonAsync([.. arguments, "--seed", "5"]), await Qaa.JsonAsync([.. arguments, "--seed", "6"]));
        var counts = one.GetProperty("counts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt32());
        Assert.That(counts.Keys, Is.EquivalentTo(new[] { "01", "10" }));
        Assert.That(counts.Values.Sum(), Is.EqualTo(4000));
        Assert.That(one.Numbers("z")[1], Is.EqualTo(Math.Cos(1.4)).Within(5 * one.Numbers("z_error")[1]));
        Assert.That(one.Numbers("z_error")[1], Is.EqualTo(Math.Sin(1.4) / Math.Sqrt(4000)).Within(5).Percent);
        Assert.That(same.GetRawText(), Is.EqualTo(one.GetRawText()));
        Assert.That(other.GetRawText(), Is.Not.EqualTo(one.GetRawText()));
    }

    [TestCase("adjoint", 1)]
    [TestCase("shift", 4)]
    public async Task Gradient_of_one_RBS_gate_is_the_closed_form(string method, int evaluations)
    {
        // From |10⟩: w₀(sin² − cos²) + w₁(cos² − sin²) = (w₁ − w₀) cos 2θ.
        const double theta = 0.7, w0 = 0.25, w1 = -1.5;
        var grad = await Qaa.JsonAsync(["circuit", "grad", .. Rbs, "--theta", "0.7", "--input", "0,0,1,0", "--weights", "0.25,-1.5", "--method", method]);
        Assert.That(grad.Number("value"), Is.EqualTo((w1 - w0) * Math.Cos(2 * theta)).Within(1e-12));
        Assert.That(grad.Numbers("gradient"), Is.EqualTo(new[] { -2 * (w1 - w0) * Math.Sin(2 * theta) }).Within(1e-12));
        Assert.That(grad.GetProperty("evaluations").GetInt32(), Is.GreaterThanOrEqualTo(evaluations));
    }

    [Test]
    public async Task Gradients_by_every_method_are_the_central_differences_of_run()
    {
        string[] operation = ["--operation", RYRing, "--qubits", "2", "--layers", "1"];
        double[] theta = [0.4, 1.3], weights = [1, 0.5];
        var adjoint = await Qaa.JsonAsync(["circuit", "grad", .. operation, "--theta", Values(theta), "--weights", Values(weights)]);
        var shift = await Qaa.JsonAsync(["circuit", "grad", .. operation, "--theta", Values(theta), "--weights", Values(weights), "--method", "shift", "--backend", "qsharp"]);
        for (var i = 0; i < theta.Length; i++)
        {
            const double h = 1e-5;
            async Task<double> At(double change)
            {
                double[] moved = [.. theta];
                moved[i] += change;
                var z = (await Qaa.JsonAsync(["circuit", "run", .. operation, "--theta", Values(moved)])).Numbers("z");
                return z[0] * weights[0] + z[1] * weights[1];
            }
            var difference = (await At(h) - await At(-h)) / (2 * h);
            Assert.That(adjoint.Numbers("gradient")[i], Is.EqualTo(difference).Within(1e-9));
            Assert.That(shift.Numbers("gradient")[i], Is.EqualTo(difference).Within(1e-8));
        }
    }

    [Test]
    public async Task Spsa_moves_all_angles_at_once_and_follows_the_seed()
    {
        string[] arguments = ["circuit", "grad", "--operation", RYRing, "--qubits", "2", "--theta", "0.4,1.3", "--weights", "1,0.5", "--method", "spsa"];
        var one = (await Qaa.JsonAsync([.. arguments, "--seed", "1"])).Numbers("gradient");
        var same = (await Qaa.JsonAsync([.. arguments, "--seed", "1"])).Numbers("gradient");
        Assert.That(one, Is.EqualTo(same));
        Assert.That(Math.Abs(one[0]), Is.EqualTo(Math.Abs(one[1])).Within(1e-12).And.GreaterThan(0), "one difference, divided by ±c for each angle");
    }

    [Test]
    public async Task Gradients_from_shots_come_with_errors_that_hold()
    {
        // As above: (w₁ − w₀) cos 2θ.
        var grad = await Qaa.JsonAsync(
            ["circuit", "grad", .. Rbs, "--theta", "0.7", "--input", "0,0,1,0", "--weights", "0.25,-1.5", "--method", "shift", "--shots", "2000", "--seed", "4"]);
        var error = grad.Numbers("gradient_error").Single();
        Assert.That(error, Is.GreaterThan(0).And.LessThan(0.2));
        Assert.That(grad.Numbers("gradient").Single(), Is.EqualTo(3.5 * Math.Sin(1.4)).Within(5 * error));
        Assert.That(grad.Number("value"), Is.EqualTo(-1.75 * Math.Cos(1.4)).Within(5 * grad.Number("value_error")));
        Assert.That(grad.GetProperty("shots").GetInt64(), Is.EqualTo(2000 * grad.GetProperty("evaluations").GetInt64()));
        var spsa = await Qaa.RunAsync(["circuit", "grad", .. Rbs, "--theta", "0.7", "--weights", "1,0", "--method", "spsa", "--samples", "3"]);
        Assert.That(spsa.Out, Does.Contain("7 evaluations").And.Contain(" ± "));
    }

    [Test]
    public async Task Noise_from_a_file_changes_what_is_read()
    {
        // Misread alone: ⟨Z⟩ becomes (1 − p01 − p10)⟨Z⟩ + p10 − p01.
        var file = TinyRun.Write("misread.yaml", "name: misread\nrules: []\nread_out:\n  - { p01: 0.1, p10: 0.2 }\n");
        string[] arguments = [.. Rbs, "--theta", "0.7", "--input", "0,0,1,0", "--noise", file];
        var exact = await Qaa.JsonAsync(["circuit", "run", .. arguments]);
        double[] expected = [0.1 - 0.7 * Math.Cos(1.4), 0.1 + 0.7 * Math.Cos(1.4)];
        Assert.That(exact.Numbers("z"), Is.EqualTo(expected).Within(1e-12));
        Assert.That(exact.TryGetProperty("amplitudes", out _), Is.False, "a mixture has none");
        Assert.That(exact.Numbers("probabilities").Sum(), Is.EqualTo(1).Within(1e-12));
        var shots = await Qaa.RunAsync(["circuit", "run", .. arguments, "--shots", "500"]);
        Assert.That(shots.Out, Does.Contain("<Z>").And.Contain("±"));
        var grad = await Qaa.JsonAsync(["circuit", "grad", .. arguments, "--weights", "0,1", "--method", "shift"]);
        Assert.That(grad.Numbers("gradient").Single(), Is.EqualTo(-1.4 * Math.Sin(1.4)).Within(1e-9));
    }

    [Test]
    public async Task Errors_of_reading_are_measured_and_undone()
    {
        var file = TinyRun.Write("misread.yaml", "name: misread\nrules: []\nread_out:\n  - { p01: 0.1, p10: 0.2 }\n");
        string[] arguments = ["circuit", "run", .. Rbs, "--theta", "0.7", "--input", "0,0,1,0", "--noise", file, "--shots", "20000", "--seed", "2"];
        var raw = await Qaa.JsonAsync(arguments);
        var corrected = await Qaa.JsonAsync([.. arguments, "--mitigate", "readout"]);
        var (z, error) = (Math.Cos(1.4), corrected.Numbers("z_error")[1]);
        Assert.That(corrected.Numbers("z")[1], Is.EqualTo(z).Within(5 * error));
        Assert.That(error, Is.GreaterThan(raw.Numbers("z_error")[1]).And.LessThan(0.02), "the correction has its price");
        Assert.That(raw.Numbers("z")[1], Is.Not.EqualTo(z).Within(3 * error), "there was something to undo");
        Assert.That(corrected.GetProperty("counts").GetRawText(), Is.EqualTo(raw.GetProperty("counts").GetRawText()));
        Assert.That(corrected.Numbers("quasi_probabilities").Sum(), Is.EqualTo(1).Within(1e-9));
        var text = await Qaa.RunAsync([.. arguments, "--mitigate", "readout"]);
        Assert.That(text.Out, Does.Contain("  → "));
    }

    [TestCase("linear")]
    [TestCase("exponential")]
    [TestCase("richardson")]
    public async Task Noise_is_extrapolated_to_zero(string name)
    {
        var file = TinyRun.Write("gates.yaml", "name: gates\nrules:\n  - gates: [two_qubit]\n    channels:\n      - two_qubit_depolarizing: 0.01\n");
        string[] arguments = ["circuit", "run", .. Rbs, "--theta", "0.7", "--input", "0,0,1,0", "--noise", file];
        var z = Math.Cos(1.4);
        var (noisy, extrapolated) = ((await Qaa.JsonAsync(arguments)).Numbers("z")[1], (await Qaa.JsonAsync([.. arguments, "--zne", name])).Numbers("z")[1]);
        Assert.That(Math.Abs(extrapolated - z), Is.LessThan(Math.Abs(noisy - z) / 4));
    }

    [TestCase("--noise nowhere.yaml", "nowhere.yaml: there is no such file")]
    [TestCase("--noise typo.yaml", "typo.yaml, line 2: rule: is no known key; did you mean 'rules'?")]
    [TestCase("--mitigate readout", "--mitigate corrects what was measured: give --shots")]
    [TestCase("--mitigate gates --shots 5", "--mitigate is 'gates', expected readout")]
    [TestCase("--zne cubic", "--zne is 'cubic', expected linear, exponential or richardson")]
    [TestCase("--zne linear --zne-scales 1,1", "--zne-scales 1,1: this extrapolation needs 2 different noise scales")]
    [TestCase("--zne linear --zne-scales 0,1", "--zne-scales 0,1: noise can be scaled up only")]
    [TestCase("--zne-scales 1,3", "--zne-scales belongs to --zne")]
    [TestCase("--noise typo.yaml --backend qsharp", "--noise is simulated by simulator, not by qsharp")]
    public async Task Noise_that_cannot_be_simulated_is_refused(string arguments, string why)
    {
        TinyRun.Write("typo.yaml", "name: typo\nrule: []\n");
        var result = await Qaa.RunAsync(["circuit", "run", .. Rbs, "--theta", "0.7", .. arguments.Split(' ')]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why).And.Not.Contain("   at "));
    }

    [Test]
    public async Task Qir_is_the_compilers_own_to_the_byte_where_angles_are_plus_or_minus_theta()
    {
        double[] theta = [0.1, -2.345678901234567, 3e-7];
        await using var session = new QaaSession(Path.Combine(TinyRun.Cache, "qaahybrid", "tapes"));
        var compiled = await session.Engine.QirAsync(null, $"use qs = Qubit[3]; {Pyramid}({QSharpText.Literal(theta)}, qs); Std.Measurement.MResetEachZ(qs)");
        var file = TinyRun.File("pyramid.ll");
        var written = await Qaa.RunAsync("circuit", "qir", "--operation", Pyramid, "--qubits", "3", "--theta", "@" + TinyRun.Write("theta.txt", "0.1 -2.345678901234567\n3e-7\n"), "--out", file);
        Assert.That(written.ExitCode, Is.Zero, written.Error);
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(compiled));
        var printed = await Qaa.JsonAsync("circuit", "qir", "--operation", Pyramid, "--qubits", "3", "--theta", Values(theta));
        Assert.That(printed.Text("qir"), Is.EqualTo(compiled));
    }

    [Test]
    public async Task Draw_names_the_angles_or_shows_them_and_writes_a_picture()
    {
        var named = await Qaa.RunAsync("circuit", "draw", "--operation", RYRing, "--qubits", "2");
        var bound = await Qaa.RunAsync("circuit", "draw", "--operation", RYRing, "--qubits", "2", "--theta", "0.25,0.75");
        var file = TinyRun.File("ring.svg");
        var picture = await Qaa.JsonAsync("circuit", "draw", "--operation", RYRing, "--qubits", "2", "--svg", file);
        Assert.That(named.Out, Does.Contain("θ0").And.Contain("θ1"));
        Assert.That(bound.Out, Does.Contain("0.25").And.Contain("0.75").And.Not.Contain("θ"));
        Assert.That(picture.Text("file"), Is.EqualTo(file));
        Assert.That(System.Xml.Linq.XDocument.Load(file).Root!.Name.LocalName, Is.EqualTo("svg"));
    }

    [TestCase("2")]
    [TestCase("3")]
    public async Task Qasm_is_read_by_the_compilers_own_importer_as_the_same_circuit(string version)
    {
        var file = TinyRun.File($"ring-{version}.qasm");
        var run = await Qaa.JsonAsync("circuit", "run", "--operation", RYRing, "--qubits", "3", "--theta", "0.1,-2.5,9");
        var written = await Qaa.JsonAsync("circuit", "qasm", "--operation", RYRing, "--qubits", "3", "--theta", "0.1,-2.5,9", "--version", version, "--out", file);
        Assert.That((written.Text("file"), written.GetProperty("qubits").GetInt32()), Is.EqualTo((file, 3)));
        await using var session = new QaaSession();
        var imported = await session.Engine.ImportOpenQasmAsync(await File.ReadAllTextAsync(file));
        var state = (await session.Engine.DumpAsync(imported, [])).ToAmplitudes();
        Assert.That(StateDistance.UpToPhase(state, Amplitudes(run)), Is.LessThan(1e-12));
    }

    [Test]
    public async Task Qasm_without_angles_has_inputs_and_without_measurement_no_bits()
    {
        var text = (await Qaa.JsonAsync("circuit", "qasm", "--operation", RYRing, "--qubits", "2", "--symbolic", "--unmeasured")).Text("qasm");
        Assert.That(text, Does.Contain("input float[64] theta_1;").And.Contains("ry(theta_1) q[1];").And.Not.Contains("measure"));
    }

    [Test]
    public async Task Estimate_has_a_row_for_every_qubit_model()
    {
        var document = await Qaa.JsonAsync("circuit", "estimate", "--operation", RYRing, "--qubits", "3");
        Assert.That(document.GetProperty("counts").GetProperty("rotation_count").GetInt32(), Is.EqualTo(3));
        Assert.That(document.GetProperty("models").EnumerateArray().Select(model => model.Text("qubit_model")), Is.EqualTo(QubitModels.All));
        Assert.That(document.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("physical_qubits").GetInt64()), Is.All.GreaterThan(3));
        var table = await Qaa.RunAsync("circuit", "estimate", "--operation", RYRing, "--qubits", "3", "--qubit-model", "qubit_gate_us_e4", "--error-budget", "0.01");
        Assert.That(table.Out, Does.Contain("3 rotations (depth 1)").And.Contain("error budget 0.01").And.Contain("physical qubits").And.Contain("qubit_gate_us_e4").And.Contain(" ms"));
        Assert.That(table.Out, Does.Not.Contain("qubit_maj"));
    }

    [TestCase("estimate --error-budget 0", "--error-budget is 0, expected a number above 0 and below 1")]
    [TestCase("estimate --qubit-model qubit_gate_ns_e5", "there is no qubit model 'qubit_gate_ns_e5'; did you mean 'qubit_gate_ns_e3'?")]
    [TestCase("estimate --error-budget 1e-40 --qubit-model qubit_gate_ns_e3", "QaaHybrid.Ansatz.RYRing on qubit_gate_ns_e3: The code parameter cannot be computed")]
    [TestCase("qasm --version 4", "--version is 4, expected 2 or 3")]
    [TestCase("qasm --version 2 --symbolic", "OpenQASM 2 has no inputs: --symbolic needs --version 3")]
    [TestCase("qasm --symbolic --theta 1,2", "--theta has no place here")]
    [TestCase("qasm", "takes 2 angles: give --theta")]
    [TestCase("draw --width 5", "--width is 5, expected at least 20")]
    public async Task What_cannot_be_written_or_estimated_is_refused(string arguments, string why)
    {
        var result = await Qaa.RunAsync(["circuit", .. arguments.Split(' '), "--operation", RYRing, "--qubits", "2"]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why));
    }

    [Test]
    public async Task Every_command_takes_a_trained_adapter()
    {
        await TinyRun.TrainedAsync();
        string[] adapter = ["--adapter", Path.Combine(TinyRun.Run, "methods", "turn")];
        foreach (var command in (string[][])[["info"], ["run"], ["grad", "--weights", "1,1,1,1"], ["qir"], ["qasm"], ["qsharp"], ["export", "--out", "exported"], ["draw"], ["estimate", "--qubit-model", "qubit_gate_ns_e4"]])
            await Qaa.JsonAsync(["circuit", .. command, .. adapter]);
    }

    [Test]
    public async Task Circuits_need_no_libtorch()
    {
        await TinyRun.TrainedAsync();
        (string, string?)[] without = [("QAAHYBRID_NATIVE", "/nonexistent"), ("LIBTORCH", null)];
        foreach (var command in (string[][])[["circuit", "info", .. Rbs], ["circuit", "run", "--adapter", Path.Combine(TinyRun.Run, "methods", "turn")]])
        {
            var result = await Qaa.RunAsync(without, command);
            Assert.That(result.ExitCode, Is.Zero, result.Error);
        }
    }

    [Test]
    public async Task A_trained_adapter_is_run_with_the_angles_in_its_file()
    {
        await TinyRun.TrainedAsync();
        var folder = Path.Combine(TinyRun.Run, "methods", "z");
        var info = await Qaa.JsonAsync("circuit", "info", "--adapter", folder);
        var run = await Qaa.JsonAsync("circuit", "run", "--adapter", folder, "--layer", "1.self_attn.q_proj", "--backend", "qsharp");
        var theta = AdapterFile.Read(AdapterFile.Of(TinyRun.Run, "z"), "model.layers.1.self_attn.q_proj.theta");
        var ring = await Qaa.JsonAsync("circuit", "run", "--operation", RYRing, "--qubits", "4", "--layers", "2", "--theta", Values(theta));
        Assert.That((info.GetProperty("qubits").GetInt32(), info.GetProperty("parameters").GetInt32()), Is.EqualTo((4, 8)));
        Assert.That(StateDistance.UpToPhase(Amplitudes(run), Amplitudes(ring)), Is.LessThan(1e-9));
    }

    [TestCase("", "name a circuit: --operation Ns.Op --qubits N")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2", "takes 2 angles: give --theta")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,2,3", "--theta has 3 values, QaaHybrid.Ansatz.RYRing takes 2")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,NaN", "--theta: 'NaN' is no finite number")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,-inf", "--theta: '-inf' is no finite number")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,1e999", "'1e999' is no finite number")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta @nowhere.txt", "nowhere.txt: there is no such file")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta @.", "is a folder, expected a file")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,2 --input 0,0", "--input holds no number but zero")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,2 --input 1,2,3,4,5", "--input has 5 amplitudes, 2 qubits hold 4")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,2 --backend nvidia", "--backend is 'nvidia', expected simulator, qsharp or azure:TARGET")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 2 --theta 1,2 --shots 0", "--shots is 0, expected at least 1")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits 0", "--qubits is 0, expected at least 1")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRing --qubits two", "two")]
    [TestCase("--operation QaaHybrid.Ansatz.Nothing --qubits 2 --parameters 1", "QaaHybrid.Ansatz.Nothing")]
    [TestCase("--operation QaaHybrid.Ansatz.RYRign --qubits 2 --theta 1,2", "did you mean QaaHybrid.Ansatz.RYRing?")]
    [TestCase("--operation QaaHybrid.Layer.Pyramid --qubits 2 --parameters 1 --theta 1", "did you mean QaaHybrid.Layers.Pyramid?")]
    [TestCase("--operation Mine.Op --qubits 2 --parameters 1 --project nowhere", "nowhere")]
    [TestCase("--adapter nowhere", "holds no adapter")]
    public async Task What_names_no_circuit_is_refused(string arguments, string why)
    {
        var result = await Qaa.RunAsync(["circuit", "run", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--json"]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why).And.Not.Contain("   at "));
    }

    [Test]
    public async Task As_many_angles_as_are_given_is_what_an_operation_takes_of_which_nobody_says_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("qsharp.json", "{}");
        folder.Write(Path.Combine("src", "Mine.qs"), "operation Turn(theta : Double[], qubits : Qubit[]) : Unit { Ry(theta[0], qubits[0]); Ry(theta[1], qubits[0]); }");
        string[] circuit = ["--operation", "Mine.Turn", "--qubits", "1", "--project", folder.Path];
        var found = await Qaa.JsonAsync(["circuit", "run", .. circuit, "--theta", "0.25,0.5"]);
        Assert.That(found.Numbers("z").Single(), Is.EqualTo(Math.Cos(0.75)).Within(1e-12));
        var without = await Qaa.RunAsync(["circuit", "info", .. circuit]);
        Assert.That((without.ExitCode, without.Out), Is.EqualTo((2, "")));
        Assert.That(without.Error, Does.Contain("give the number of parameters (on the command line --parameters P, or --theta with P angles)"));
    }

    [TestCase("simulator")]
    [TestCase("qsharp")]
    public async Task Bug_TooManyQubitsWereCalledOurFault(string backend)
    {
        var result = await Qaa.RunAsync(
            "circuit", "run", "--operation", RYRing, "--qubits", "40", "--theta", Values([.. Enumerable.Repeat(0.1, 40)]), "--input", "1,1", "--backend", backend);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain("needs 40 qubits").And.Not.Contain("fault of QaaHybrid"));
    }

    [TestCase("--weights 1", "--weights has 1 values, QaaHybrid.Ansatz.RYRing has 2 qubits")]
    [TestCase("--weights 1,x", "--weights: 'x' is no finite number")]
    [TestCase("--weights 1,1 --method newton", "--method is 'newton', expected adjoint, shift, spsa or difference")]
    [TestCase("--weights 1,1 --shots 5", "--method adjoint needs exact values and takes no --shots")]
    [TestCase("--weights 1,1 --backend qsharp", "--method adjoint is the exact simulator's")]
    [TestCase("--weights 1,1 --method shift --samples 2", "--samples and --step belong to --method spsa, not to shift")]
    [TestCase("--weights 1,1 --method spsa --step 0", "--step has to be above 0")]
    [TestCase("--weights 1,1 --method spsa --shots many", "--shots is 'many', expected a whole number")]
    [TestCase("--weights 1,1 --input 1,2,3,4,5", "--input has 5 amplitudes, 2 qubits hold 4")]
    [TestCase("", "--weights")]
    public async Task What_names_no_gradient_is_refused(string arguments, string why)
    {
        var result = await Qaa.RunAsync(["circuit", "grad", "--operation", RYRing, "--qubits", "2", "--theta", "1,2", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why));
    }

    private static string Values(double[] values) => string.Join(',', values.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    private static Complex[] Amplitudes(JsonElement run) => [.. run.GetProperty("amplitudes").EnumerateArray().Select(pair => new Complex(pair[0].GetDouble(), pair[1].GetDouble()))];

    private static void AssertUpToSign(Complex[] state, double[] expected) =>
        Assert.That(StateDistance.UpToPhase(state, [.. expected.Select(amplitude => new Complex(amplitude, 0))]), Is.LessThan(1e-12));
}
