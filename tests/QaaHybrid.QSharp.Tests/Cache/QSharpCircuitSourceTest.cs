using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>What is kept on disk, and when it is used.</summary>
public class QSharpCircuitSourceTest
{
    private static readonly CircuitRequest Ring = new(null, "QaaHybrid.Ansatz.RYRing", 2, 4);

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = TemporaryFolders.Make();

    [Test]
    public async Task A_hit_gives_the_same_tape_and_text_without_Node()
    {
        var live = new QSharpCircuitSource(SharedEngine.Engine, _folder);
        var imported = await live.ImportAsync(Ring);
        var template = await live.TemplateAsync(Ring);
        var count = await live.CountParametersAsync(null, Ring.Operation, 2, 2);
        await using var noNode = new QSharpEngine(new QSharpEngineOptions { Node = "node-that-is-not-there" });
        var cached = new QSharpCircuitSource(noNode, _folder);

        var again = await cached.ImportAsync(Ring);

        Assert.Multiple(async () =>
        {
            Assert.That(again.Gates, Is.EqualTo(imported.Gates));
            Assert.That(
                (again.Name, again.Qubits, again.AuxiliaryQubits, again.Parameters),
                Is.EqualTo((imported.Name, imported.Qubits, imported.AuxiliaryQubits, imported.Parameters)));
            Assert.That(again.Origin!.Stages, Is.EqualTo(imported.Origin!.Stages));
            Assert.That((await cached.TemplateAsync(Ring)).Bind([1, 2, 3, 4]), Is.EqualTo(template.Bind([1, 2, 3, 4])));
            Assert.That(await cached.CountParametersAsync(null, Ring.Operation, 2, 2), Is.EqualTo(count).And.EqualTo(4));
            Assert.That(noNode.IsRunning, Is.False);
            Assert.That(Directory.GetFiles(_folder).Select(Path.GetExtension), Is.EquivalentTo(new[] { ".qir", ".tape", ".count" }));
        });
    }

    [Test]
    public async Task A_miss_without_Node_says_so()
    {
        await using var noNode = new QSharpEngine(new QSharpEngineOptions { Node = "node-that-is-not-there" });

        Assert.That(
            async () => await new QSharpCircuitSource(noNode, _folder).ImportAsync(Ring),
            Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Setup));
    }

    [Test]
    public async Task A_change_in_a_source_or_a_dependency_is_noticed()
    {
        var library = QSharpTestProject.WithFiles(
            ("Parts.qs", "operation Turn(t : Double, q : Qubit) : Unit is Adj + Ctl { Ry(2.0 * t, q); }\nexport Turn;\n"), """{ "packageType": "lib" }""");
        var project = QSharpTestProject.With(
            "operation Op(theta : Double[], qubits : Qubit[]) : Unit { Borrowed.Parts.Turn(theta[0], qubits[0]); }",
            $$"""{ "dependencies": { "Borrowed": { "path": "{{library}}" } } }""");
        var request = new CircuitRequest(project, "Mine.Op", 1, 1);
        var source = new QSharpCircuitSource(SharedEngine.Engine, _folder);
        var before = await source.ImportAsync(request);

        Replace(Path.Combine(library, "src", "Parts.qs"), "2.0", "3.0");
        var dependencyChanged = await source.ImportAsync(request);
        Replace(Path.Combine(project, "src", "Mine.qs"), "theta[0]", "-theta[0]");
        var sourceChanged = await source.ImportAsync(request);

        Assert.That(
            new[] { before, dependencyChanged, sourceChanged }.Select(circuit => circuit.Gates.Single().Angle.Scale),
            Is.EqualTo(new[] { 2.0, 3.0, -3.0 }));
    }

    [Test]
    public async Task Size_and_name_are_part_of_the_key()
    {
        var source = new QSharpCircuitSource(SharedEngine.Engine, _folder);

        var four = await source.ImportAsync(Ring);
        var two = await source.ImportAsync(Ring with { Parameters = 2 });

        Assert.That((four.Parameters, two.Parameters), Is.EqualTo((4, 2)));
        Assert.That(Directory.GetFiles(_folder, "QaaHybrid.Ansatz.RYRing-q2-p*.tape"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_damaged_file_is_as_good_as_absent_and_is_written_anew()
    {
        var source = new QSharpCircuitSource(SharedEngine.Engine, _folder);
        var imported = await source.ImportAsync(Ring);
        foreach (var file in Directory.GetFiles(_folder))
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^10]);

        var again = await source.ImportAsync(Ring);

        Assert.That(again.Gates, Is.EqualTo(imported.Gates));
        // Another source, which has no Node to ask, reads it.
        await using var noNode = new QSharpEngine(new QSharpEngineOptions { Node = "node-that-is-not-there" });
        Assert.That((await new QSharpCircuitSource(noNode, _folder).TemplateAsync(Ring)).Parameters, Is.EqualTo(4));
    }

    [Test]
    public async Task A_damaged_text_is_not_bound()
    {
        var source = new QSharpCircuitSource(SharedEngine.Engine, _folder);
        var bound = (await source.TemplateAsync(Ring)).Bind([1, 2, 3, 4]);
        var file = Directory.GetFiles(_folder, "*.qir").Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^10]);

        Assert.That((await source.TemplateAsync(Ring)).Bind([1, 2, 3, 4]), Is.EqualTo(bound));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_costs_only_time()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var source = new QSharpCircuitSource(SharedEngine.Engine, Path.Combine(file, "below"));

        Assert.That((await source.ImportAsync(Ring)).Gates, Has.Count.EqualTo(8));
    }

    [TestCase("QaaHybrid.Ansatz.RYRing", 8)]
    [TestCase("QaaHybrid.Ansatz.Square", 24)]
    [TestCase("QaaHybrid.Layers.Brick", 6)]
    [TestCase("QaaHybrid.Layers.Pyramid", 12)]
    [TestCase("QaaHybrid.Loaders.AmplitudeEmbedding", 15)]
    public async Task Every_shipped_operation_says_how_many_parameters_it_takes(string operation, int expected) => Assert.That(
        await new QSharpCircuitSource(SharedEngine.Engine, _folder).CountParametersAsync(null, operation, 4, 2), Is.EqualTo(expected));

    [Test]
    public async Task Where_there_is_no_function_to_ask_the_count_is_null()
    {
        var source = new QSharpCircuitSource(SharedEngine.Engine, _folder);
        var project = QSharpTestProject.With("operation Op(theta : Double[], qubits : Qubit[]) : Unit { }");

        Assert.That(await source.CountParametersAsync(project, "Mine.Op", 3, 1), Is.Null);
        Assert.That(await source.CountParametersAsync(project, "Mine.Op", 3, 1), Is.Null);
    }

    [TestCase("function OpParameters(qubits : Int, layers : Int) : Double { 2.5 }", "is 2.5")]
    [TestCase("function OpParameters(qubits : Int, layers : Int) : Int { -1 }", "is -1")]
    [TestCase("function OpParameters(qubits : Int) : Int { 1 }", "type error")]
    [TestCase("function OpParameters(qubits : Int, layers : Int) : Int { fail \"too deep\"; }", "too deep")]
    public void A_function_that_gives_no_number_is_refused(string source, string why) => Assert.That(
        async () => await new QSharpCircuitSource(SharedEngine.Engine, _folder).CountParametersAsync(QSharpTestProject.With(source), "Mine.Op", 3, 1),
        Throws.TypeOf<CircuitImportException>().With.Message.StartsWith("Mine.OpParameters(3, 1)").And.Message.Contains(why));

    private static void Replace(string file, string old, string with) =>
        File.WriteAllText(file, File.ReadAllText(file).Replace(old, with, StringComparison.Ordinal));
}
