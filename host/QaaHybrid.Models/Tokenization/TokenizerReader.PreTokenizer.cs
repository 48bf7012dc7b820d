using System.Text.RegularExpressions;

namespace QaaHybrid.Models;

internal static partial class TokenizerReader
{
    private static PreTokenizer ReadPreTokenizer(JsonFile preTokenizer)
    {
        var patterns = new List<Regex>();
        var addPrefixSpace = false;
        var byteLevel = false;
        foreach (var (type, step) in Steps(preTokenizer, "pretokenizers"))
        {
            if (byteLevel)
                throw step.Bad($"'{type}' stands behind ByteLevel, which must be the last step");
            switch (type)
            {
                case "ByteLevel":
                    byteLevel = true;
                    addPrefixSpace = FlagOrFalse(step, "add_prefix_space");
                    // Behind another step, each of its pieces would get a blank of its own.
                    if (addPrefixSpace && patterns.Count > 0)
                        throw step["add_prefix_space"].Unsupported("behind another step it", "false");
                    // Files from before the key existed mean true.
                    if (!step["use_regex"].HasValue || step["use_regex"].Flag())
                        patterns.Add(PreTokenizer.Gpt2Pattern);
                    break;
                case "Split":
                    patterns.Add(ReadSplit(step));
                    break;
                case "Digits":
                    patterns.Add(new Regex(FlagOrFalse(step, "individual_digits") ? @"\p{N}" : @"\p{N}+", RegexOptions.CultureInvariant));
                    break;
                default:
                    throw step["type"].Unsupported("the pre-tokenizer", "ByteLevel", "Split", "Digits", "Sequence");
            }
        }
        return byteLevel
            ? new PreTokenizer(patterns, addPrefixSpace)
            : throw preTokenizer.Bad($"found {preTokenizer.Describe()} without a step ByteLevel; supported are byte-level tokenizers");
    }

    private static Regex ReadSplit(JsonFile step)
    {
        if (step["behavior"] is var behavior && (!behavior.HasValue || behavior.Text() != "Isolated"))
            throw behavior.Unsupported("the behavior", "Isolated");
        if (FlagOrFalse(step, "invert"))
            throw step["invert"].Unsupported("it", "false");
        var pattern = step.Required("pattern");
        if (pattern["String"].HasValue)
            return new Regex(Regex.Escape(pattern["String"].Text()), RegexOptions.CultureInvariant);
        try
        {
            return new Regex(pattern.Required("Regex").Text(), RegexOptions.CultureInvariant);
        }
        catch (ArgumentException error)
        {
            throw pattern["Regex"].Bad($"the pattern cannot be read: {error.Message}", error);
        }
    }
}
