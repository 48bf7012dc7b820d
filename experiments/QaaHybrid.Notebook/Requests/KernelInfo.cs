using System.Reflection;
using System.Text.Json.Nodes;
using QaaHybrid.Notebook.Messaging;

namespace QaaHybrid.Notebook.Requests;

/// <summary>What the kernel says about itself.</summary>
internal static class KernelInfo
{
    /// <summary>The content of a <c>kernel_info_reply</c>.</summary>
    public static JsonObject Content()
    {
        var version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
        return new JsonObject
        {
            ["status"] = "ok",
            ["protocol_version"] = Wire.Version,
            ["implementation"] = "qaahybrid",
            ["implementation_version"] = version,
            ["language_info"] = new JsonObject
            {
                ["name"] = "C#",
                ["version"] = "14.0",
                ["mimetype"] = "text/x-csharp",
                ["file_extension"] = ".cs",
                ["pygments_lexer"] = "csharp",
                ["codemirror_mode"] = "text/x-csharp",
            },
            ["banner"] = $"QaaHybrid {version}: C# cells; %%qsharp begins a cell in Q#, %qaa … runs a command, ?name explains one",
            ["debugger"] = false,
            ["help_links"] = new JsonArray(),
        };
    }
}
