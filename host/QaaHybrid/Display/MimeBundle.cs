namespace QaaHybrid.Display;

/// <summary>A value in one or several forms, of which whoever shows it takes the best that it can: Jupyter's MIME bundle.</summary>
/// <param name="Data">The forms by MIME type; <c>text/plain</c> is always among them. Texts (SVG and HTML too) are strings, images are bytes.</param>
/// <exception cref="ArgumentException"><c>text/plain</c> is missing.</exception>
public sealed record MimeBundle(IReadOnlyDictionary<string, object> Data)
{
    /// <summary>Text without any mark-up.</summary>
    public const string PlainText = "text/plain";

    /// <summary>A piece of HTML, without head and body.</summary>
    public const string Html = "text/html";

    /// <summary>An <c>svg</c> element.</summary>
    public const string Svg = "image/svg+xml";

    /// <inheritdoc cref="MimeBundle(IReadOnlyDictionary{string, object})" path="/param[@name='Data']"/>
    public IReadOnlyDictionary<string, object> Data { get; } = Data.ContainsKey(PlainText) ? Data : throw new ArgumentException($"a bundle needs {PlainText}", nameof(Data));

    /// <summary>The text.</summary>
    public string Text => (string)Data[PlainText];

    /// <summary>A value that has no form but text.</summary>
    public static MimeBundle OfText(string text) => new(new Dictionary<string, object> { [PlainText] = text });

    /// <summary>The same with another form.</summary>
    /// <param name="mimeType">For example <see cref="Html"/>.</param>
    /// <param name="content">A string; bytes of an image.</param>
    public MimeBundle With(string mimeType, object content) => new(new Dictionary<string, object>(Data) { [mimeType] = content });
}
