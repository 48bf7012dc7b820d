using System.Text.Encodings.Web;
using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>Writes the <c>tokenizer.json</c> of a learnt byte-level BPE, in the shape that Hugging Face's tokenizers read.</summary>
internal static class TokenizerDocument
{
    /// <param name="tokens">Token of each id; the special ones come first.</param>
    /// <param name="merges">Pairs in the order in which they are joined.</param>
    /// <param name="special">The special tokens.</param>
    /// <param name="addPrefixSpace">Whether a text that does not start with a blank gets one.</param>
    /// <param name="around">Special tokens that are put around every text, or null.</param>
    public static byte[] Write(
        IReadOnlyList<string> tokens, IReadOnlyList<(string Left, string Right)> merges, IReadOnlyList<AddedToken> special, bool addPrefixSpace, (string Start, string End)? around)
    {
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteNull("truncation");
            json.WriteNull("padding");
            WriteAddedTokens(json, special);
            json.WriteNull("normalizer");
            WriteByteLevel(json, "pre_tokenizer", addPrefixSpace);
            if (around is var (start, end))
                WriteAround(json, special.Single(token => token.Content == start), special.Single(token => token.Content == end), addPrefixSpace);
            else
                WriteByteLevel(json, "post_processor", addPrefixSpace);
            WriteByteLevel(json, "decoder", addPrefixSpace);
            WriteModel(json, tokens, merges);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteAddedTokens(Utf8JsonWriter json, IEnumerable<AddedToken> special)
    {
        json.WriteStartArray("added_tokens");
        foreach (var token in special)
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("content", token.Content);
            json.WriteBoolean("single_word", token.SingleWord);
            json.WriteBoolean("lstrip", token.LeftStrip);
            json.WriteBoolean("rstrip", token.RightStrip);
            json.WriteBoolean("normalized", token.Normalized);
            json.WriteBoolean("special", token.Special);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteAround(Utf8JsonWriter json, AddedToken start, AddedToken end, bool addPrefixSpace)
    {
        json.WriteStartObject("post_processor");
        json.WriteString("type", "RobertaProcessing");
        foreach (var (key, token) in ((string, AddedToken)[])[("sep", end), ("cls", start)])
        {
            json.WriteStartArray(key);
            json.WriteStringValue(token.Content);
            json.WriteNumberValue(token.Id);
            json.WriteEndArray();
        }
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("add_prefix_space", addPrefixSpace);
        json.WriteEndObject();
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
