using System.Text.Encodings.Web;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>Writes the <c>tokenizer.json</c> of a learnt byte-level BPE, in the shape that Hugging Face's tokenizers read.</summary>
internal static class TokenizerDocument
{
    /// <param name="tokens">Token of each id; the first <paramref name="specials"/> are special.</param>
    /// <param name="merges">Pairs in the order in which they are joined.</param>
    /// <param name="specials">Number of special tokens.</param>
    /// <param name="addPrefixSpace">Whether a text that does not start with a blank gets one.</param>
    public static byte[] Write(IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges, int specials, bool addPrefixSpace)
    {
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteNull("truncation");
            json.WriteNull("padding");
            WriteAddedTokens(json, tokens.Take(specials));
            json.WriteNull("normalizer");
            foreach (var step in (string[])["pre_tokenizer", "post_processor", "decoder"])
                WriteByteLevel(json, step, addPrefixSpace);
            WriteModel(json, tokens, merges);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteAddedTokens(Utf8JsonWriter json, IEnumerable<string> specials)
    {
        json.WriteStartArray("added_tokens");
        foreach (var (id, content) in specials.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("content", content);
            foreach (var option in (string[])["single_word", "lstrip", "rstrip", "normalized"])
                json.WriteBoolean(option, false);
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string step, bool addPrefixSpace)
    {
        json.WriteStartObject(step);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", addPrefixSpace);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", true);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteString("continuing_subword_prefix", "");
        json.WriteString("end_of_word_suffix", "");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", false);
        json.WriteStartObject("vocab");
        foreach (var (id, token) in tokens.Index())
            json.WriteNumber(token, id);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var (left, right) in merges)
            json.WriteStringValue($"{left} {right}");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
