using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using QaaHybrid.Display;

namespace QaaHybrid.Notebook.Output;

/// <summary>Values as the data of a display message.</summary>
internal static class Shown
{
    // A page of text is read, a megabyte is not: whoever wants it prints it.
    private const int LongestText = 100_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By MIME type.</summary>
    public static JsonObject Data(object? value)
    {
        var data = new JsonObject();
        foreach (var (type, form) in Displays.Of(value).Data)
            data[type] = Form(type, form);
        return data;
    }

    private static JsonNode? Form(string type, object form) => form switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        JsonNode node => node.DeepClone(),
        string text when type == MimeBundle.PlainText && text.Length > LongestText => Cut(text),
        string text => text,
        _ => JsonSerializer.SerializeToNode(form, Json),
    };

    private static string Cut(string text)
    {
        var end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text[..end]}\n[{text.Length - end:#,0} characters were cut here]");
    }
}
