namespace QaaHybrid.Models;

internal static partial class TokenizerReader
{
    private static TokenDecoder? ReadDecoder(JsonFile decoder)
    {
        TokenDecoder[] steps = [.. Steps(decoder, "decoders").Select(step => ReadDecoder(step.Type, step.Step))];
        return steps.Length switch { 0 => null, 1 => steps[0], _ => new SequenceDecoder(steps) };
    }

    private static TokenDecoder ReadDecoder(string type, JsonFile step) => type switch
    {
        "ByteLevel" => new ByteLevelDecoder(),
        "ByteFallback" => new ByteFallbackDecoder(),
        "WordPiece" => new WordPieceDecoder(Text(step, "prefix", "##"), Flag(step, "cleanup", true)),
        "Metaspace" => new MetaspaceDecoder(Replacement(step), ReadPrependScheme(step)),
        "Fuse" => new FuseDecoder(),
        "Strip" => new StripDecoder(Unit(step.Required("content")), step.Required("start").Integer(), step.Required("stop").Integer()),
        "Replace" => new ReplaceDecoder(ReadPattern(step.Required("pattern")), step.Required("content").Text()),
        "BPEDecoder" => new BpeSuffixDecoder(Text(step, "suffix", "</w>")),
        "CTC" => new CtcDecoder(Text(step, "pad_token", "<pad>"), Text(step, "word_delimiter_token", "|"), Flag(step, "cleanup", true)),
        _ => throw step["type"].Unsupported("the decoder", "ByteLevel", "ByteFallback", "WordPiece", "Metaspace", "Fuse", "Strip", "Replace", "BPEDecoder", "CTC", "Sequence"),
    };
}
