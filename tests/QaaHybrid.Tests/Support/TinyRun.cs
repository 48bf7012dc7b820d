using System.Text.Json;
using QaaHybrid.Tests.Support;
using QaaHybrid.Training.Tests;

namespace QaaHybrid.Tests;

/// <summary>
/// A random model, a file of examples and a recipe in a folder of their own, and a run of it that all tests share. It is trained by the command line, once.
/// </summary>
[SetUpFixture]
public sealed class TinyRun
{
    private static readonly TemporaryFolder Temporary = new();
    private static readonly Lazy<Task<QaaResult>> Training = new(() => Qaa.RunAsync("train", Recipe, "--out", Run, "--json"));

    /// <summary>The folder that everything lies in, and that commands are run in.</summary>
    public static string Folder => Temporary.Path;

    /// <summary>The cache of circuits that all commands share.</summary>
    public static string Cache => Temporary.File("cache");

    public static string Model => Temporary.File("model");

    public static string Data => Temporary.File("data.jsonl");

    public static string Recipe => Temporary.File("recipe.yaml");

    /// <summary>The shared run's folder; await <see cref="TrainedAsync"/> first.</summary>
    public static string Run => Temporary.File("run");

    [OneTimeSetUp]
    public void Write()
    {
        torch.set_num_threads(1);
        // What commands in a process of their own get from Qaa.Start.
        Environment.CurrentDirectory = Folder;
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Cache);
        TinyModel.Write(Model);
        Temporary.Write("data.jsonl", Examples(100));
        Temporary.Write("recipe.yaml",
            $$"""
            name: tiny
            model: {{Model}}
            task: { kind: file, data: {{Data}}, max_length: 40, eval_examples: 6, generate_examples: 3 }
            methods:
              - { name: z, adapter: qaa, layers: 2, read_out: z, target_modules: [q_proj], optimizer: { lr: 0.05 } }
              - { name: z-frozen, adapter: qaa, layers: 2, read_out: z, train_angles: false, target_modules: [q_proj], optimizer: { lr: 0.05 } }
              - { name: turn, adapter: qaa, ansatz: QaaHybrid.Layers.Pyramid, layers: 1, read_out: amplitudes, target_modules: [o_proj], optimizer: { lr: 0.05 } }
              - { name: lora, adapter: lora, r: 2, target_modules: [q_proj, o_proj] }
            training: { steps: 6, batch_size: 4, optimizer: { lr: 1e-2 }, checkpoint_every: 3 }
            generation: { max_new_tokens: 6 }
            seed: 3
            threads: 1
            """);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        Environment.CurrentDirectory = Repository.Root;
        Temporary.Dispose();
    }

    /// <summary>The document that the shared run ended with.</summary>
    public static async Task<JsonElement> TrainedAsync()
    {
        var result = await Training.Value;
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return result.Json;
    }

    /// <summary>What the shared run printed.</summary>
    internal static async Task<QaaResult> ResultAsync()
    {
        await TrainedAsync();
        return await Training.Value;
    }

    /// <summary>A path in the folder.</summary>
    public static string File(string name) => Temporary.File(name);

    /// <summary>Writes a file into the folder.</summary>
    public static string Write(string name, string text) => Temporary.Write(name, text);

    /// <summary>A Q# project with one file, <c>src/Mine.qs</c>.</summary>
    public static string WriteProject(string name, string source)
    {
        Write($"{name}/qsharp.json", "{}");
        Write($"{name}/src/Mine.qs", source);
        return File(name);
    }

    /// <summary>Examples as JSON lines, all different.</summary>
    public static string Examples(int count) => string.Concat(Enumerable.Range(0, count)
        .Select(i => $$"""{"source":"word{{i}} (noun):","target":"the thing with number {{i}}"}""" + "\n"));
}
