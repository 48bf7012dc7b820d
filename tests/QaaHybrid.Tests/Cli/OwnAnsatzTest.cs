using System.Text.Json;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary>A Q# operation that nobody prepared becomes a trained layer, with no line of C#.</summary>
public class OwnAnsatzTest
{
    // Neither real nor one layer of one kind: turned angles, an angle used twice, a controlled rotation, gates that the library does not use.
    private const string Weave = """
        operation Weave(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
            let n = Length(qubits);
            for layer in 0..Length(theta) / (2 * n) - 1 {
                for q in 0..n - 1 {
                    Rx(0.5 * theta[2 * layer * n + q] + 0.25, qubits[q]);
                    S(qubits[q]);
                }
                for q in 0..n - 1 {
                    Controlled Ry([qubits[q]], (theta[(2 * layer + 1) * n + q], qubits[(q + 1) % n]));
                }
                Rzz(theta[2 * layer * n], qubits[0], qubits[n - 1]);
                SWAP(qubits[0], qubits[1]);
            }
        }

        function WeaveParameters(qubits : Int, layers : Int) : Int {
            2 * layers * qubits
        }
        """;

    [Test]
    public async Task It_is_trained_and_proven_and_its_frozen_twin_stands_still()
    {
        var project = TinyRun.WriteProject("weave", Weave);
        var run = TinyRun.File("weave-run");
        string[] changes = [.. new[] { "z", "z-frozen" }.SelectMany(method => new[]
        {
            "--set", $"methods.{method}.project={project}", "--set", $"methods.{method}.ansatz=Mine.Weave", "--set", $"methods.{method}.layers=1",
        })];
        var document = await Qaa.JsonAsync(["train", TinyRun.Recipe, .. changes, "--set", "training.steps=4", "--out", run]);

        // Weave on four qubits takes 8 angles; as many as the two layers of the recipe's own ansatz.
        Assert.That(document.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("trainable").GetInt32()).Take(2), Is.EqualTo(new[] { 144, 128 }));
        foreach (var method in new[] { "z", "z-frozen" })
        {
            using var evidence = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run, "methods", method, "evidence.json")));
            foreach (var proof in evidence.RootElement.GetProperty("proofs").EnumerateArray())
            {
                Assert.That(proof.Text("operation"), Is.EqualTo("Mine.Weave"));
                Assert.That(proof.Number("state_error"), Is.LessThan(1e-6));
                Assert.That(proof.Number("gradient_error"), Is.LessThan(1e-5));
            }
        }
        for (var layer = 0; layer < 2; layer++)
        {
            double[] Theta(string method) => AdapterFile.Read(AdapterFile.Of(run, method), $"model.layers.{layer}.self_attn.q_proj.theta");
            Assert.That(Theta("z"), Has.Length.EqualTo(8));
            // Twins start at the same angles. The first step only moves the up-projection, which starts at zero; AdamW then moves an angle by about its learning rate.
            Assert.That(Theta("z").Zip(Theta("z-frozen"), (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(0.01));
        }
        foreach (var (method, moved) in new[] { ("z", true), ("z-frozen", false) })
        {
            var last = JsonDocument.Parse((await File.ReadAllLinesAsync(Path.Combine(run, "methods", method, "metrics.jsonl"))).Last(line => line.Contains("theta_distance", StringComparison.Ordinal)));
            Assert.That(last.RootElement.Number("theta_distance"), moved ? Is.GreaterThan(0.01) : Is.Zero, method);
        }
    }
}
