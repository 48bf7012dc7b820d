using QaaHybrid.QSharp.Tests.Support;

namespace QaaHybrid.QSharp.Tests;

public class QSharpEngineSetupTest
{
    [Test]
    public async Task A_missing_Node_is_named_with_what_to_install()
    {
        await using var engine = new QSharpEngine(new QSharpEngineOptions { Node = "node-that-is-not-there" });

        Assert.That(
            async () => await engine.PingAsync(),
            Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Setup)
                .And.Message.Contains("'node-that-is-not-there'").And.Message.Contains("Node 18").And.Message.Contains("npm ci"));
    }

    [Test]
    public async Task A_missing_compiler_is_named_with_the_command_that_installs_it()
    {
        var library = TemporaryFolders.Make();
        File.WriteAllText(Path.Combine(library, "qsharp.json"), "{}");
        await using var engine = new QSharpEngine(new QSharpEngineOptions { Library = new QSharpLibrary(library) });

        Assert.That(
            async () => await engine.PingAsync(),
            Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Setup)
                .And.Message.Contains($"run 'npm ci' in {Path.Combine(library, "engine")}"));
    }

    [Test]
    public async Task An_engine_that_dies_says_its_last_words()
    {
        await using var engine = new QSharpEngine(new QSharpEngineOptions { Library = LibraryWithMain("console.error('no more memory'); process.exit(3);") });

        Assert.That(
            async () => await engine.PingAsync(),
            Throws.TypeOf<QSharpException>().With.Property(nameof(QSharpException.Failure)).EqualTo(QSharpFailure.Panic)
                .And.Message.Contains("code 3").And.Message.Contains("no more memory"));
    }

    [Test]
    public async Task An_engine_whose_process_ended_is_started_again()
    {
        // Answers one request with its process id, then ends.
        var library = LibraryWithMain("""
            import { createInterface } from "node:readline";
            createInterface({ input: process.stdin }).once("line", (line) => {
              const reply = { id: JSON.parse(line).id, ok: true, value: { package: String(process.pid) } };
              process.stdout.write(JSON.stringify(reply) + "\n", () => process.exit(0));
            });
            """);
        await using var engine = new QSharpEngine(new QSharpEngineOptions { Library = library });

        var first = await engine.VersionAsync();
        Assert.That(() => engine.IsRunning, Is.False.After(10_000, 10));
        var second = await engine.VersionAsync();

        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_library_without_lock_file_is_refused()
    {
        var library = new QSharpLibrary(TemporaryFolders.Make());

        Assert.That(library.CompilerVersion, Throws.TypeOf<QSharpException>().With.Message.Contains("package-lock.json"));
    }

    [Test]
    public void The_shipped_library_is_found_above_the_program() =>
        Assert.That(QSharpLibrary.Find().Directory, Is.EqualTo(TestSupport.Repository.File("quantum")));

    private static QSharpLibrary LibraryWithMain(string source)
    {
        var library = new QSharpLibrary(TemporaryFolders.Make());
        var package = Path.Combine(library.EngineDirectory, "node_modules", "qsharp-lang");
        Directory.CreateDirectory(package);
        File.WriteAllText(Path.Combine(package, "package.json"), "{}");
        File.WriteAllText(Path.Combine(library.EngineDirectory, "main.mjs"), source);
        return library;
    }
}
