using System.Buffers.Binary;
using QaaHybrid.Models;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

/// <summary>
/// Files and machines as they go wrong: exit code 2, one message that names the place and what to do, nothing on standard output, and no run's folder left
/// where nothing was begun.
/// </summary>
public class BadInputTest
{
    private const string RecipeStart = "name: bad\nthreads: 1\n";

    [Test]
    public async Task A_model_file_that_was_cut_off()
    {
        var model = CopyOfModel("cut");
        var bytes = await File.ReadAllBytesAsync(model);
        await File.WriteAllBytesAsync(model, bytes[..(bytes.Length / 2)]);
        await AssertTrainRefusedAsync("cut", ["--model", "cut"], "cut/model.safetensors", "the file is truncated");
    }

    [Test]
    public async Task A_model_file_whose_header_claims_more_bytes_than_there_are()
    {
        var model = CopyOfModel("claims");
        var bytes = await File.ReadAllBytesAsync(model);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, long.MaxValue / 2);
        await File.WriteAllBytesAsync(model, bytes);
        await AssertTrainRefusedAsync("claims", ["--model", "claims"], "claims/model.safetensors", "header");
    }

    [Test]
    public async Task A_model_with_a_weight_that_is_no_number()
    {
        var model = CopyOfModel("nan");
        var bytes = await File.ReadAllBytesAsync(model);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(^4), float.NaN);
        await File.WriteAllBytesAsync(model, bytes);
        using var header = SafetensorsFile.Open(model);
        await AssertTrainRefusedAsync("nan", ["--model", "nan"], $"tensor {header.Header.Entries.MaxBy(entry => entry.End)!.Name} holds NaN or an infinity");
    }

    [Test]
    public async Task A_tokenizer_of_an_unknown_kind()
    {
        var tokenizer = Path.Combine(Path.GetDirectoryName(CopyOfModel("kind"))!, "tokenizer.json");
        await File.WriteAllTextAsync(tokenizer, (await File.ReadAllTextAsync(tokenizer)).Replace("\"BPE\"", "\"Trigram\""));
        await AssertTrainRefusedAsync("kind", ["--model", "kind"], "kind/tokenizer.json", "Trigram", "BPE");
    }

    [Test]
    public async Task A_model_that_there_is_not() =>
        await AssertTrainRefusedAsync("nomodel", ["--model", "wordnet-smal"], "wordnet-smal");

    [Test]
    public async Task A_recipe_with_an_unknown_key()
    {
        TinyRun.Write("key.yaml", RecipeStart + $"model: {TinyRun.Model}\ntask: {{ kind: file, data: data.jsonl }}\ntraining:\n  setps: 4\nmethods: [{{ name: a, adapter: lora, rank: 2 }}]\n");
        await AssertRefusedAsync("key", ["train", "key.yaml", "--out", "key"], "key.yaml, line 6, training.setps: ", "steps");
    }

    [Test]
    public async Task A_recipe_with_an_unknown_option_of_an_adapter()
    {
        TinyRun.Write("option.yaml", RecipeStart + $"model: {TinyRun.Model}\ntask: {{ kind: file, data: data.jsonl }}\nmethods:\n  - name: a\n    adapter: lora\n    rang: 2\n");
        await AssertRefusedAsync("option", ["train", "option.yaml", "--out", "option"], "option.yaml, line 8, methods.a.rang: ");
    }

    [Test]
    public async Task A_setting_of_a_key_that_there_is_not() =>
        await AssertTrainRefusedAsync("set", ["--set", "training.batchsize=3"], "training.batchsize", "batch_size");

    [Test]
    public async Task A_recipe_that_is_a_folder() => await AssertRefusedAsync("dir", ["train", "model", "--out", "dir"], "model: is a folder, expected a file");

    [Test]
    public async Task Data_with_a_missing_value()
    {
        TinyRun.Write("nan.csv", "source,target\na,b\nc,NaN\n");
        await AssertTrainRefusedAsync("nandata", ["--data", "nan.csv"], "nan.csv, line 3: 'target' is NaN, the mark of a missing value");
    }

    [Test]
    public async Task Data_that_there_are_not() => await AssertTrainRefusedAsync("nodata", ["--data", "nowhere.csv"], "nowhere.csv: there is no such file");

    [Test]
    public async Task Data_that_are_a_folder() => await AssertTrainRefusedAsync("folder", ["--data", "model"], "model: is a folder, expected a file (.csv, ");

    [Test]
    public async Task A_recipe_by_a_mistyped_name() =>
        await AssertRefusedAsync("name", ["train", "defnitions", "--out", "name"], "defnitions: is no recipe", "did you mean 'definitions'?", "qaa-survey");

    [Test]
    public async Task An_encoder_for_a_task_of_writing()
    {
        Directory.CreateDirectory(TinyRun.File("bert"));
        TinyRun.Write("bert/config.json", """{ "model_type": "bert", "architectures": ["BertForMaskedLM"], "vocab_size": 9, "hidden_size": 4, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 4 }""");
        await AssertTrainRefusedAsync("bert", ["--model", "bert"], "bert reads whole texts and cannot continue one", "decoder");
    }

    [Test]
    public async Task An_ansatz_with_a_mistyped_name() =>
        await AssertTrainRefusedAsync("mistyped", ["--set", "methods.z.ansatz=QaaHybrid.Ansatz.RYRng"], "methods.z.ansatz", "there is no Q# operation QaaHybrid.Ansatz.RYRng", "did you mean QaaHybrid.Ansatz.RYRing?");

    [Test]
    public async Task A_number_that_could_be_money_where_circuits_cost_some() =>
        await AssertTrainRefusedAsync("money", ["--backend", "azure:ionq.simulator", "--shots", "10", "--workspace", "emulator", "--budget", "500"], "--budget 500", "500usd", "0.02%");

    [TestCase("quic", "orders: [0]", "methods.z.orders", "order 0 alone")]
    [TestCase("quic", "blocks: 400", "methods.z.blocks", "16 wide and cannot be cut into 400 blocks")]
    [TestCase("lora", "layers_pattern: h", "methods.z.layers_pattern", "there is no layers_to_transform")]
    public async Task An_option_is_called_as_it_was_written(string adapter, string option, params string[] why)
    {
        TinyRun.Write("written.yaml", RecipeStart + $"model: {TinyRun.Model}\ntask: {{ kind: file, data: {TinyRun.Data}, max_length: 40 }}\nmethods:\n  - name: z\n    adapter: {adapter}\n    target_modules: [q_proj]\n    {option}\n");
        await AssertRefusedAsync("written", ["train", "written.yaml", "--out", "written"], ["written.yaml, line 9, ", .. why]);
    }

    [Test]
    public async Task An_ansatz_with_a_syntax_error()
    {
        var project = TinyRun.WriteProject("syntax", "operation Op(theta : Double[], qubits : Qubit[]) : Unit {\n    H(qubits[0]);\n    Ry(theta[0] qubits[0]);\n}\n");
        await AssertTrainRefusedAsync("syntax-run", Ansatz(project), Path.Combine("src", "Mine.qs") + "(3,17)", "syntax error");
    }

    [Test]
    public async Task An_ansatz_with_a_measurement_inside()
    {
        var project = TinyRun.WriteProject("measures", "operation Op(theta : Double[], qubits : Qubit[]) : Unit {\n    let r = M(qubits[0]);\n    Ry(theta[0], qubits[0]);\n}\n");
        await AssertTrainRefusedAsync("measures-run", Ansatz(project), "measures qubit 0 in ", "Mine.qs(2,");
    }

    [Test]
    public async Task An_ansatz_that_does_not_say_how_many_angles_it_takes()
    {
        var project = TinyRun.WriteProject("silent", "operation Op(theta : Double[], qubits : Qubit[]) : Unit {\n    Ry(theta[0], qubits[0]);\n}\n");
        await AssertTrainRefusedAsync("silent-run", [.. Ansatz(project)[..4]], "how many angles does Mine.Op take? Add a Q# function Mine.OpParameters");
    }

    [Test]
    public async Task A_complex_ansatz_with_the_amplitudes_read_out() =>
        await AssertTrainRefusedAsync("complex", ["--set", "methods.turn.ansatz=QaaHybrid.Ansatz.Square"], "methods.turn.read_out", "is not a real circuit");

    [Test]
    public async Task Target_modules_that_the_model_has_not() =>
        await AssertTrainRefusedAsync("targets", ["--set", "methods.lora.target_modules=[query]"], "methods.lora.target_modules", "query", "q_proj");

    [Test]
    public async Task A_machine_without_Node()
    {
        // A cache of its own: what was imported before needs no Node.
        var result = await Qaa.RunAsync([("PATH", "/nonexistent"), ("QAAHYBRID_NODE", null), ("XDG_CACHE_HOME", TinyRun.File("empty"))], "circuit", "info", "--operation", "QaaHybrid.Ansatz.RYRing", "--qubits", "2", "--parameters", "2");
        AssertRefused(result, "Node was not found", "apt-get install nodejs npm", "npm ci");
    }

    [Test]
    public async Task A_machine_without_libtorch()
    {
        var result = await Qaa.RunAsync([("QAAHYBRID_NATIVE", "/nonexistent")], "train", TinyRun.Recipe, "--out", "notorch");
        AssertRefused(result, "libqaahybrid_torch.so", "/nonexistent", "Run ./qaa run once, or install libtorch-dev");
        Assert.That(TinyRun.File("notorch"), Does.Not.Exist);
    }

    [Test]
    public async Task A_folder_for_the_run_that_is_not_empty()
    {
        TinyRun.Write("full/mine.txt", "");
        AssertRefused(await Qaa.InsideAsync("train", TinyRun.Recipe, "--out", "full"), "full is not empty; name another folder, or continue the run in it with 'resume'");
    }

    [TestCase("/proc/qaa/run")]
    [TestCase("data.jsonl/run")]
    public async Task A_folder_for_the_run_that_cannot_be_made(string folder) => AssertRefused(await Qaa.InsideAsync("train", TinyRun.Recipe, "--out", folder), folder);

    [Test]
    public async Task A_full_disk_leaves_a_run_that_goes_on_when_there_is_room()
    {
        using var disk = SmallDisk.MountOrSkip("40k");
        var run = disk.File("run");
        AssertRefused(await Qaa.RunAsync("train", TinyRun.Recipe, "--out", run), "No space left on device; make room there", disk.Path, $"'qaa resume {run}' goes on with it");
        disk.Resize("8m");
        var resumed = await Qaa.RunAsync("resume", run, "--json");
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
        await TinyRun.TrainedAsync();
        foreach (var method in new[] { "z", "lora" })
            Assert.That(await File.ReadAllBytesAsync(AdapterFile.Of(run, method)), Is.EqualTo(await File.ReadAllBytesAsync(AdapterFile.Of(TinyRun.Run, method))));
    }

    private static string[] Ansatz(string project) =>
        ["--set", $"methods.z.project={project}", "--set", "methods.z.ansatz=Mine.Op", "--set", "methods.z.parameters=1"];

    /// <summary>A copy of the model whose files a test spoils.</summary>
    private static string CopyOfModel(string name)
    {
        Directory.CreateDirectory(TinyRun.File(name));
        foreach (var file in Directory.GetFiles(TinyRun.Model))
            File.Copy(file, Path.Combine(TinyRun.File(name), Path.GetFileName(file)), overwrite: true);
        return TinyRun.File(Path.Combine(name, "model.safetensors"));
    }

    private static Task AssertTrainRefusedAsync(string run, string[] arguments, params string[] why) =>
        AssertRefusedAsync(run + "-out", ["train", TinyRun.Recipe, "--out", run + "-out", .. arguments], why);

    private static async Task AssertRefusedAsync(string folder, string[] arguments, params string[] why)
    {
        AssertRefused(await Qaa.InsideAsync(arguments), why);
        Assert.That(TinyRun.File(folder), Does.Not.Exist, "refused before anything was begun");
    }

    private static void AssertRefused(QaaResult result, params string[] why)
    {
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.Contain("qaa: ").And.Not.Contain("   at "));
        foreach (var part in why)
            Assert.That(result.Error, Does.Contain(part));
    }
}
