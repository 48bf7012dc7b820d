using System.Text.RegularExpressions;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

/// <summary>What quantum/README.md shows works as it stands there.</summary>
public partial class ReadmeTest
{
    [Test]
    public async Task The_ansatz_is_formatted_tested_counted_and_imported()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("quantum", "README.md"));
        var project = QSharpTestProject.With(Snippet().Match(readme).Groups[1].Value);
        var source = new QSharpCircuitSource(SharedEngine.Engine, TemporaryFolders.Make());

        Assert.That(await SharedEngine.Engine.CheckStyleAsync(project), Is.Empty);
        var tests = await SharedEngine.Engine.FindTestsAsync(project);
        Assert.That(tests, Is.EqualTo(new[] { "Mine.WaveUndoesItself" }));
        await SharedEngine.Engine.RunAsync(project, $"{tests[0]}()");
        Assert.That(await source.CountParametersAsync(project, "Mine.Wave", 4, 2), Is.EqualTo(14));
        var circuit = await source.ImportAsync(new CircuitRequest(project, "Mine.Wave", 4, 14));
        Assert.That(circuit.Gates.Where(gate => gate.IsRotation).Last().Angle, Is.EqualTo(new Angle(13, 2, 0.1)));
    }

    [Test]
    public async Task The_table_names_every_operation_and_its_number_of_parameters()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("quantum", "README.md"));
        var files = Directory.GetFiles(Repository.File("quantum", "src", "QaaHybrid"), "*.qs");

        var counted = files.SelectMany(file => Counted().Matches(File.ReadAllText(file))
            .Select(match => $"`QaaHybrid.{Path.GetFileNameWithoutExtension(file)}.{match.Groups[1].Value}`")).ToArray();

        Assert.That(counted, Has.Length.GreaterThanOrEqualTo(5));
        Assert.That(counted, Is.All.Matches<string>(readme.Contains));
    }

    [Test]
    public async Task The_examples_in_doc_comments_run()
    {
        var sources = Directory.GetFiles(Repository.File("quantum", "src", "QaaHybrid"), "*.qs").Order().Select(File.ReadAllText);

        var examples = sources.SelectMany(source => Example().Matches(source)).Select(match => match.Groups[1].Value.Replace("///", "", StringComparison.Ordinal)).ToArray();

        Assert.That(examples, Has.Length.GreaterThanOrEqualTo(7));
        await SharedEngine.Engine.RunAsync(null, $"{{ {string.Join(" ", examples.Select(example => $"{{ {example} }}"))} }}");
    }

    [GeneratedRegex(@"```qsharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"/// ```qsharp\n(.*?)/// ```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^function (\w+)Parameters\(", RegexOptions.Multiline)]
    private static partial Regex Counted();
}
