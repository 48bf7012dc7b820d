using QaaHybrid.Files;

namespace QaaHybrid.Models;

public sealed partial class Tokenizer
{
    /// <summary>
    /// Reads the tokenizer in a model's folder: <c>tokenizer.json</c>, or else a SentencePiece model (<c>spm.model</c>, <c>spiece.model</c>,
    /// <c>tokenizer.model</c>), <c>vocab.json</c> and <c>merges.txt</c>, or <c>vocab.txt</c>; and <c>tokenizer_config.json</c> and
    /// <c>special_tokens_map.json</c> where they are.
    /// </summary>
    /// <exception cref="ModelFileException">A file is damaged, or of a kind that is not known here; the message names file, key, what was
    /// found and what is supported. Or none of the files is there.</exception>
    public static Tokenizer FromFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var (parts, files) = TokenizerFolder.Read(folder);
        return new Tokenizer(parts, files);
    }

    /// <summary>Reads a <c>tokenizer.json</c>, or a SentencePiece model (a file whose name ends with <c>.model</c>) as it stands, without special tokens around a text.</summary>
    /// <exception cref="ModelFileException">The file is damaged, or of a kind that is not known here; the message names what was found and
    /// what is supported.</exception>
    public static Tokenizer FromFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var content = File.ReadAllBytes(path);
        return path.EndsWith(".model", StringComparison.Ordinal)
            ? new Tokenizer(SentencePieceReader.Read(path, content, SentencePieceFamily.Plain), new TokenizerFiles([(Path.GetFileName(path), content)]))
            : FromJson(content, path);
    }

    /// <summary>Reads the content of a <c>tokenizer.json</c>.</summary>
    /// <param name="json">The content, UTF-8.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <exception cref="ModelFileException">As for <see cref="FromFile"/>.</exception>
    public static Tokenizer FromJson(byte[] json, string file = FileName) => new(TokenizerReader.Read(file, json), new TokenizerFiles([(FileName, [.. json])]));

    /// <summary>Writes <c>tokenizer.json</c>: the very bytes that were read, or that the trainer made.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing half-written is left.</exception>
    /// <exception cref="InvalidOperationException">The tokenizer was read from older files; <see cref="SavePretrained"/> writes those.</exception>
    public void Save(string path)
    {
        var content = files.Content.FirstOrDefault(one => one.Name == FileName).Bytes
            ?? throw new InvalidOperationException($"this tokenizer has no {FileName}: it was read from {string.Join(", ", files.Content.Select(one => one.Name))}, which SavePretrained writes");
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>Writes all files that the tokenizer was read from into a folder, byte for byte.</summary>
    /// <exception cref="IOException">A file cannot be written; nothing half-written is left.</exception>
    public void SavePretrained(string folder)
    {
        foreach (var (name, bytes) in files.Content)
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(bytes));
    }
}
