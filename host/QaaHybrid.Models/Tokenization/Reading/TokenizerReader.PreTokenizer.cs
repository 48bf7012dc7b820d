using System.Text;

namespace QaaHybrid.Models;

internal static partial class TokenizerReader
{
    private static List<PreTokenizer> ReadPreTokenizers(JsonFile preTokenizer)
    {
        var steps = new List<PreTokenizer>();
        foreach (var (type, step) in Steps(preTokenizer, "pretokenizers"))
        {
            // Its alphabet of bytes would hide the text from the steps behind it.
            if (steps is [.., ByteLevelPreTokenizer])
                throw step.Bad($"'{type}' stands behind ByteLevel, which must be the last step");
            if (type == "BertPreTokenizer")
            {
                steps.Add(new RunePreTokenizer(Rune.IsWhiteSpace, SplitBehavior.Removed));
                steps.Add(new RunePreTokenizer(Characters.IsPunctuation, SplitBehavior.Isolated));
            }
            else
                steps.Add(ReadPreTokenizer(type, step));
        }
        return steps;
    }

    private static PreTokenizer ReadPreTokenizer(string type, JsonFile step)
    {
        switch (type)
        {
            case "ByteLevel":
                // Files from before the key existed mean true.
                return new ByteLevelPreTokenizer(Flag(step, "add_prefix_space", false), Flag(step, "use_regex", true));
            case "Split":
                return new SplitPreTokenizer(ReadPattern(step.Required("pattern")), Choice(step["behavior"], SplitBehavior.Isolated), Flag(step, "invert", false));
            case "Whitespace":
                return new SplitPreTokenizer(new TextPattern(WhitespacePattern.Words), SplitBehavior.Removed, invert: true);
            case "WhitespaceSplit":
                return new RunePreTokenizer(Rune.IsWhiteSpace, SplitBehavior.Removed);
            case "Punctuation":
                return new RunePreTokenizer(Characters.IsPunctuation, Choice(step["behavior"], SplitBehavior.Isolated));
            case "Digits":
                return new RunePreTokenizer(Characters.IsNumeric, Flag(step, "individual_digits", false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous);
            case "CharDelimiterSplit":
                return new SplitPreTokenizer(new TextPattern(step.Required("delimiter").Text()), SplitBehavior.Removed);
            case "Metaspace":
                return new MetaspacePreTokenizer(Replacement(step), ReadPrependScheme(step), Flag(step, "split", true));
            default:
                throw step["type"].Unsupported("the pre-tokenizer", "ByteLevel", "Split", "Whitespace", "WhitespaceSplit", "Punctuation", "Digits",
                    "CharDelimiterSplit", "Metaspace", "BertPreTokenizer", "Sequence");
        }
    }

    private static char Replacement(JsonFile metaspace) => metaspace["replacement"].HasValue ? Unit(metaspace["replacement"]) : '\u2581';

    /// <summary>Older files say <c>add_prefix_space</c> where newer ones say <c>prepend_scheme</c>.</summary>
    private static PrependScheme ReadPrependScheme(JsonFile metaspace) =>
        Choice(metaspace["prepend_scheme"], Flag(metaspace, "add_prefix_space", true) ? PrependScheme.Always : PrependScheme.Never);
}
