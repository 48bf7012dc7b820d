using System.Text;

namespace QaaHybrid.Models;

internal static partial class TokenizerReader
{
    private static Normalizer? ReadNormalizer(JsonFile normalizer)
    {
        Normalizer[] steps = [.. Steps(normalizer, "normalizers").Select(step => ReadNormalizer(step.Type, step.Step))];
        return steps.Length switch { 0 => null, 1 => steps[0], _ => new SequenceNormalizer(steps) };
    }

    private static Normalizer ReadNormalizer(string type, JsonFile step) => type switch
    {
        "NFC" => new UnicodeNormalizer(NormalizationForm.FormC),
        "NFD" => new UnicodeNormalizer(NormalizationForm.FormD),
        "NFKC" => new UnicodeNormalizer(NormalizationForm.FormKC),
        "NFKD" => new UnicodeNormalizer(NormalizationForm.FormKD),
        "Lowercase" => new LowercaseNormalizer(),
        "StripAccents" => new StripAccentsNormalizer(),
        "Strip" => new StripNormalizer(Flag(step, "strip_left", true), Flag(step, "strip_right", true)),
        "Prepend" => new PrependNormalizer(step.Required("prepend").Text()),
        "Replace" => new ReplaceNormalizer(ReadPattern(step.Required("pattern")), step.Required("content").Text()),
        "BertNormalizer" => new BertNormalizer(Flag(step, "clean_text", true), Flag(step, "handle_chinese_chars", true),
            step["strip_accents"].HasValue ? step["strip_accents"].Flag() : null, Flag(step, "lowercase", true)),
        "Nmt" => new NmtNormalizer(),
        "ByteLevel" => new ByteLevelNormalizer(),
        "Precompiled" => new PrecompiledNormalizer(ReadCharsMap(step.Required("precompiled_charsmap"))),
        _ => throw step["type"].Unsupported("the normalizer", "NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Strip", "Prepend",
            "Replace", "BertNormalizer", "Nmt", "ByteLevel", "Precompiled", "Sequence"),
    };

    private static PrecompiledCharsMap ReadCharsMap(JsonFile map)
    {
        try
        {
            return new PrecompiledCharsMap(Convert.FromBase64String(map.Text()));
        }
        catch (FormatException error)
        {
            throw map.Bad($"the table of replacements cannot be read: {error.Message}", error);
        }
    }
}
