using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary>What holds for every command: help, exit codes, what goes where.</summary>
public class CommandLineTest
{
    private static readonly string[] Commands =
        ["run", "train", "resume", "eval", "generate", "pretrain", "circuit", "circuit info", "circuit run", "circuit grad", "circuit qir", "circuit draw", "bench", "bench quantum", "bench subspace", "bench executors", "bench step", "bench model", "bench tokenizer", "bench agreement", "doctor"];

    [Test]
    public async Task Help_lists_every_command()
    {
        var help = await Qaa.InsideAsync("--help");
        Assert.That((help.ExitCode, help.Error), Is.EqualTo((0, "")));
        foreach (var command in Commands.Where(command => !command.Contains(' ')))
            Assert.That(help.Out, Does.Match($@"\n  {command}\b.* [a-z]"), command);
        foreach (var option in new[] { "--json", "--seed", "--threads", "--verbose", "--quiet" })
            Assert.That(help.Out, Does.Contain(option));
    }

    [TestCaseSource(nameof(Commands))]
    public async Task Every_option_of_a_command_says_what_it_is(string command)
    {
        var help = await Qaa.InsideAsync([.. command.Split(' '), "--help"]);
        Assert.That(help.ExitCode, Is.Zero);
        var options = help.Out.Split('\n').Where(line => line.TrimStart().StartsWith('-')).ToList();
        Assert.That(options, Is.Not.Empty);
        // Name, at least two blanks, a description.
        Assert.That(options, Has.All.Match(@"^\s+-\S.*\s{2,}\S"));
    }

    [TestCase("", "'./qaa --help' lists the commands")]
    [TestCase("circuit", "'./qaa --help' lists the commands")]
    [TestCase("trian", "trian")]
    [TestCase("train", "argument missing for command: 'train'")]
    [TestCase("train recipe.yaml --stepps 4", "--stepps")]
    [TestCase("train recipe.yaml --threads -1", "--threads is -1, expected at least 0")]
    [TestCase("train recipe.yaml --seed many", "many")]
    public async Task What_is_no_command_is_refused_with_the_way_to_help(string arguments, string why)
    {
        var result = await Qaa.InsideAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why).And.Contain("--help"));
    }

    [Test]
    public async Task Verbose_shows_where_an_error_comes_from()
    {
        var result = await Qaa.InsideAsync("resume", "nowhere", "--verbose");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("   at QaaHybrid."));
    }

    [Test]
    public async Task Doctor_names_what_is_there_and_what_is_not()
    {
        var bare = await Qaa.RunAsync([("QAAHYBRID_NATIVE", "/nonexistent"), ("QAAHYBRID_NODE", "/nonexistent/node"), ("QAAHYBRID_WORDNET", "/nonexistent")], "doctor", "--json");
        Assert.That(bare.ExitCode, Is.EqualTo(2));
        Assert.That(bare.Error, Does.Not.Contain("   at "));
        Assert.That(bare.Json.GetProperty("ok").GetBoolean(), Is.False);
        var missing = bare.Json.GetProperty("findings").EnumerateArray().Where(finding => !finding.GetProperty("ok").GetBoolean()).ToDictionary(finding => finding.Text("what"), finding => finding.Text("found"));
        Assert.That(missing.Keys, Is.SupersetOf(new[] { "libtorch", "Q# compiler", "WordNet" }));
        Assert.That(missing["libtorch"], Does.Contain("Run ./qaa run once"));
        Assert.That(missing["Q# compiler"], Does.Contain("apt-get install nodejs npm"));

        var here = await Qaa.RunAsync("doctor");
        Assert.That(here.Out, Does.Match(@"ok +libtorch +\d+\.\d+").And.Match(@"ok +Q# compiler +\d+\.\d+").And.Match(@"ok +\.NET "));
    }
}
