using System.Globalization;
using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// A text as a pattern over code points sees it. .NET matches UTF-16 units, for which the two halves of 𝒳 are surrogates and not letters;
/// the patterns of tokenizers mean code points and ask for their categories. So each code point beyond U+FFFF is replaced by one
/// character of the same category, and positions are mapped back.
/// </summary>
internal readonly struct CategoryText
{
    private const char CircledLetter = '\u24B6';

    private readonly string text;
    private readonly int[]? starts;

    public CategoryText(string original)
    {
        text = original;
        starts = null;
        if (!original.Any(char.IsSurrogate))
            return;
        var builder = new StringBuilder(original.Length);
        var positions = new List<int>(original.Length + 1);
        var position = 0;
        foreach (var rune in original.EnumerateRunes())
        {
            positions.Add(position);
            builder.Append(rune.IsBmp ? (char)rune.Value : Characters.IsCircledLetter(rune) ? CircledLetter : Representative(Rune.GetUnicodeCategory(rune)));
            // A lone surrogate is enumerated as U+FFFD: one unit either way.
            position += rune.Utf16SequenceLength;
        }
        positions.Add(position);
        text = builder.ToString();
        starts = [.. positions];
    }

    /// <summary>What patterns are matched against.</summary>
    public string Text => text;

    /// <summary>The position in the original text.</summary>
    public int Original(int position) => starts is null ? position : starts[position];

    /// <summary>Characters that no pattern of a tokenizer names one by one.</summary>
    private static char Representative(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u0100',
        UnicodeCategory.LowercaseLetter => '\u0101',
        UnicodeCategory.TitlecaseLetter => '\u01C5',
        UnicodeCategory.ModifierLetter => '\u02C6',
        UnicodeCategory.OtherLetter => '\u01BB',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.EnclosingMark => '\u0488',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u16EE',
        UnicodeCategory.OtherNumber => '\u0BF0',
        UnicodeCategory.ConnectorPunctuation => '\u203F',
        UnicodeCategory.DashPunctuation => '\u2010',
        UnicodeCategory.OpenPunctuation => '\u2045',
        UnicodeCategory.ClosePunctuation => '\u2046',
        UnicodeCategory.OtherPunctuation => '\u2020',
        UnicodeCategory.MathSymbol => '\u2200',
        UnicodeCategory.CurrencySymbol => '\u20A0',
        UnicodeCategory.ModifierSymbol => '\u02C2',
        UnicodeCategory.OtherSymbol => '\u2100',
        UnicodeCategory.Format => '\u200B',
        UnicodeCategory.PrivateUse => '\uE000',
        // Planes above the first hold no spaces, controls or quotation marks; what is left is unassigned.
        _ => '\u0378',
    };
}
