using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Files;

namespace QaaHybrid.Notebook.Jupyter;

/// <summary>How Jupyter finds the kernel: a folder with <c>kernel.json</c> and a logo.</summary>
public static class KernelSpec
{
    /// <summary>The kernel's name, as <c>jupyter console --kernel</c> takes it.</summary>
    public const string Name = "qaahybrid";

    private const string Logo = "logo-svg.svg";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where Jupyter keeps what belongs to the user: <c>JUPYTER_DATA_DIR</c>, else by the platform's custom.</summary>
    public static string UserFolder
    {
        get => Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } named ? named
            : OperatingSystem.IsMacOS() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library", "Jupyter")
            : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : Path.Combine(Files.UserFolder.Data, "jupyter");
    }

    /// <summary>Where Jupyter looks under the prefix of an installation, a virtual environment's for instance.</summary>
    public static string FolderUnder(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    /// <summary>Writes the kernel's folder; one that is there is replaced.</summary>
    /// <param name="folder">Jupyter's data folder.</param>
    /// <param name="program">What starts the kernel, without the connection file, which comes last.</param>
    /// <returns>The kernel's folder.</returns>
    /// <exception cref="FileWriteException">It cannot be written.</exception>
    public static string Install(string folder, IReadOnlyList<string> program)
    {
        var kernel = Path.Combine(folder, "kernels", Name);
        using (var logo = Assembly.GetExecutingAssembly().GetManifestResourceStream(Logo)!)
        using (var reader = new StreamReader(logo))
            AtomicFile.WriteText(Path.Combine(kernel, Logo), reader.ReadToEnd());
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. program.Append("{connection_file}").Select(word => (JsonNode)word)]),
            ["display_name"] = "C# (QaaHybrid)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };
        AtomicFile.WriteText(Path.Combine(kernel, "kernel.json"), spec.ToJsonString(Json) + "\n");
        return kernel;
    }

    /// <summary>What starts the kernel that is registered in a data folder of Jupyter's; null where none is.</summary>
    /// <exception cref="InvalidDataException">Its file is damaged.</exception>
    public static string? Program(string folder)
    {
        var file = Path.Combine(folder, "kernels", Name, "kernel.json");
        if (!File.Exists(file))
            return null;
        try
        {
            return (string?)JsonNode.Parse(File.ReadAllText(file))?["argv"]?[0];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"{file} describes no kernel: {error.Message}", error);
        }
    }
}
