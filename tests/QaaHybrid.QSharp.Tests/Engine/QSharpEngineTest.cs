using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

public class QSharpEngineTest
{
    private static QSharpEngine Engine => SharedEngine.Engine;

    [Test]
    public async Task The_engine_answers_with_the_version_it_is_pinned_to()
    {
        await Engine.PingAsync();

        Assert.That(await Engine.VersionAsync(), Is.EqualTo(Engine.Library.CompilerVersion()));
    }

    [Test]
    public async Task A_run_gives_values_states_and_messages()
    {
        var run = await Engine.RunAsync(
            null, "{ use qs = Qubit[2]; H(qs[0]); Ry(0.4, qs[1]); Std.Diagnostics.DumpMachine(); Message(\"ω \\\"1\\\"\"); ResetAll(qs); (1, 2.5) }");

        var half = Math.Sqrt(0.5);
        Assert.Multiple(() =>
        {
            Assert.That(run.Values, Is.EqualTo(new[] { "(1, 2.5)" }));
            Assert.That(run.Messages, Has.Count.EqualTo(1).And.Exactly(1).StartsWith("ω"));
            Assert.That(run.Dumps, Has.Count.EqualTo(1));
            Assert.That(run.Dumps[0].ToAmplitudes().Select(a => a.Real), Is.EqualTo(
                new[] { half * Math.Cos(0.2), half * Math.Sin(0.2), half * Math.Cos(0.2), half * Math.Sin(0.2) }).Within(1e-12));
            Assert.That(run.Dumps[0].Im, Is.All.Zero);
        });
    }

    [Test]
    public async Task Equal_seeds_draw_equal_shots_and_others_do_not()
    {
        const string coins = "{ use qs = Qubit[16]; ApplyToEach(H, qs); Std.Measurement.MResetEachZ(qs) }";

        var one = await Engine.RunAsync(null, coins, shots: 3, seed: 7);
        var same = await Engine.RunAsync(null, coins, shots: 3, seed: 7);
        var other = await Engine.RunAsync(null, coins, shots: 3, seed: long.MinValue);

        Assert.Multiple(() =>
        {
            Assert.That(one.Values, Has.Count.EqualTo(3).And.Unique);
            Assert.That(same.Values, Is.EqualTo(one.Values));
            Assert.That(other.Values, Is.Not.EqualTo(one.Values));
        });
    }

    [Test]
    public async Task Noise_reaches_the_simulator()
    {
        // A certain bit flip after the gate and one before the measurement cancel; a certain loss reads Loss.
        var flipped = await Engine.RunAsync(null, "{ use q = Qubit(); X(q); Std.Measurement.MResetZ(q) }", noise: new QSharpNoise(X: 1));
        var lost = await Engine.RunAsync(null, "{ use q = Qubit(); X(q); Std.Measurement.MResetZ(q) }", noise: new QSharpNoise(Loss: 1));

        Assert.Multiple(() =>
        {
            Assert.That(flipped.Values, Is.EqualTo(new[] { "One" }));
            Assert.That(lost.Values, Is.EqualTo(new[] { "Loss" }));
        });
    }

    [Test]
    public async Task An_endless_loop_ends_at_the_time_limit_and_the_next_call_works()
    {
        Assert.That(
            async () => await Engine.RunAsync(null, "{ mutable i = 0; while true { i += 1; } }", timeLimit: TimeSpan.FromSeconds(1)),
            Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Timeout)
                .And.Message.Contains("1 s"));

        Assert.That((await Engine.RunAsync(null, "1 + 1")).Values, Is.EqualTo(new[] { "2" }));
    }

    [Test]
    public async Task A_compiler_that_panics_is_replaced_and_the_next_call_works()
    {
        // So deep a nesting overflows the compiler's stack, which breaks its instance for good.
        var deep = new string('(', 20_000) + "1" + new string(')', 20_000);

        Assert.That(
            async () => await Engine.RunAsync(null, deep),
            Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Panic));

        Assert.That((await Engine.RunAsync(null, "1 + 1")).Values, Is.EqualTo(new[] { "2" }));
    }

    [Test]
    public async Task A_cancelled_call_frees_its_thread()
    {
        using var cancellation = new CancellationTokenSource();
        var endless = Engine.RunAsync(null, "{ while true { } }", cancellationToken: cancellation.Token);
        var queued = Engine.RunAsync(null, "1", cancellationToken: cancellation.Token);
        var waiting = Engine.RunAsync(null, "1 + 1");
        await cancellation.CancelAsync();

        Assert.That(async () => await endless, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await queued, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await waiting).Values, Is.EqualTo(new[] { "2" }));
    }

    [Test]
    public void A_syntax_error_carries_file_line_and_column()
    {
        var project = QSharpTestProject.With("operation Fine() : Unit { }\noperation Broken( : Unit { }\n");

        Assert.That(
            async () => await Engine.CheckAsync(project),
            Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Compile)
                .And.Message.StartsWith($"{Path.Combine(project, "src", "Mine.qs")}(2,"));
    }

    [Test]
    public void A_failing_program_carries_its_call_stack_and_the_callers_place()
    {
        var project = QSharpTestProject.With("""
            operation Outer() : Unit {
                Inner(3);
            }
            operation Inner(n : Int) : Unit {
                Std.Diagnostics.Fact(n == 2, $"n is {n}");
            }
            """);

        var failure = Assert.ThrowsAsync<QSharpException>(async () => await Engine.RunAsync(project, "Mine.Outer()"));

        Assert.Multiple(() =>
        {
            Assert.That(failure!.Failure, Is.EqualTo(QSharpFailure.Run));
            Assert.That(failure.Diagnostics[0].Message, Does.Contain("n is 3"));
            Assert.That(failure.Diagnostics[0].File, Does.EndWith("Mine.qs"));
            Assert.That(failure.Diagnostics[0].Line, Is.EqualTo(5));
            Assert.That(failure.Diagnostics[0].Stack, Does.Contain("Mine.Inner").And.Contain("Mine.Outer"));
        });
    }

    [Test]
    public void A_folder_without_manifest_is_no_project() => Assert.That(
        async () => await Engine.CheckAsync(Path.Combine(TemporaryFolders.Make(), "nowhere")),
        Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Project)
            .And.Message.Contains("no qsharp.json"));

    [Test]
    public async Task A_project_may_have_an_entry_point_and_a_layout_of_its_own()
    {
        var project = QSharpTestProject.WithFiles(
            ("Deep/Mine.qs", "operation Op(theta : Double[], qubits : Qubit[]) : Unit { Ry(theta[0], qubits[0]); }"), "{}",
            ("Deep/Start.qs", "@EntryPoint()\noperation Start() : Unit { }\n"));

        var text = await Engine.QirAsync(project, "use qs = Qubit[1]; Mine.Op([0.25], qs); Std.Measurement.MResetEachZ(qs)");

        Assert.That(text, Does.Contain("ry__body(double 0.25"));
    }

    [Test]
    public async Task A_drawing_names_gates_wires_and_places()
    {
        var drawing = await Engine.DrawAsync(null, "qs => QaaHybrid.Ansatz.RYRing([0.5, 0.25], qs)", 2, sourceLocations: true);

        var gates = drawing.Columns.SelectMany(column => column).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(drawing.Qubits, Is.EqualTo(2));
            Assert.That(gates.Select(gate => gate.Name), Is.EqualTo(new[] { "Ry", "Ry", "X", "X" }));
            Assert.That(gates[0].Arguments, Is.EqualTo(new[] { "0.5000" }));
            Assert.That(gates[2].Controls, Is.EqualTo(new[] { 0 }));
            Assert.That(gates[2].Targets, Is.EqualTo(new[] { 1 }));
            Assert.That(gates, Is.All.Matches<QSharpDrawnGate>(gate => gate.File!.EndsWith("Ansatz.qs", StringComparison.Ordinal) && gate.Line > 1));
        });
    }

    [Test]
    public async Task Tests_and_style_of_a_project_are_found()
    {
        var project = QSharpTestProject.With(
            "@Test()\noperation Second() : Unit { }\n\n@Test()\nfunction Third() : Unit { let x = (1 + 2); }\n\noperation NoTest() : Unit {}\n",
            """{ "lints": [{ "lint": "needlessParens", "level": "error" }] }""");

        var style = await Engine.CheckStyleAsync(project);

        Assert.Multiple(async () =>
        {
            Assert.That(await Engine.FindTestsAsync(project), Is.EqualTo(new[] { "Mine.Second", "Mine.Third" }));
            Assert.That(style, Has.Some.Property("Code").EqualTo("format"));
            Assert.That(style, Has.Some.Matches<QSharpDiagnostic>(lint => lint.Line == 5 && lint.Message.Contains("parentheses", StringComparison.Ordinal)));
        });
    }

    [Test]
    public async Task Exports_without_documentation_are_reported_like_lints()
    {
        const string source = """
            export
                Bare,
                Complete,
                Partial;

            operation Bare(theta : Double[]) : Unit {}

            /// # Summary
            /// Nothing.
            ///
            /// # Input
            /// ## pair
            /// Two numbers.
            /// ## first
            /// One of them.
            /// ## second
            /// The other.
            /// ## turn
            /// What nothing is done with.
            @Config(Unrestricted)
            function Complete((first : Int, second : Int), pair : (Int, Int), turn : (Int, Int) -> Int) : Unit {}

            /// # Summary
            ///
            /// # Input
            /// ## angle
            /// An angle.
            /// ## qubit
            operation Partial(theta : Double, qubit : Qubit) : Unit {}

            operation NotExported(theta : Double[]) : Unit {}
            """;

        var style = await Engine.CheckStyleAsync(QSharpTestProject.With(source + "\n"));

        Assert.That(style.Select(lint => (lint.Line, lint.Code, lint.Message)), Is.EqualTo(new[]
        {
            (6, "documentation", "exported operation Bare has no `# Summary` in its doc comment"),
            (6, "documentation", "exported operation Bare does not document its input theta: a `## theta` under `# Input`"),
            (29, "documentation", "exported operation Partial has no `# Summary` in its doc comment"),
            (29, "documentation", "exported operation Partial does not document its input theta: a `## theta` under `# Input`"),
            (29, "documentation", "exported operation Partial does not document its input qubit: a `## qubit` under `# Input`"),
            (29, "documentation", "exported operation Partial documents an input angle that it does not take"),
        }));
    }
}
