using System.Globalization;
using System.Text;

namespace QaaHybrid.Models;

/// <summary>Kinds of characters, as Rust's standard library and Unicode define them.</summary>
internal static class Characters
{
    /// <summary>
    /// What <c>\w</c> means to Rust and Oniguruma, inside a bracket of a .NET pattern: Alphabetic, marks, decimal digits, connectors, joiners.
    /// .NET's own <c>\w</c> lacks spacing marks (Devanagari's vowel signs), letter numbers and circled letters.
    /// </summary>
    public const string Word = @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u200C\u200D\u24B6-\u24E9";

    /// <summary>Whether a code point is a mark of any kind.</summary>
    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Whether a code point is an accent or the like.</summary>
    public static bool IsNonSpacingMark(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    /// <summary>Controls, formats and private use.</summary>
    public static bool IsOther(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;

    /// <summary>Unicode's punctuation, and the signs of ASCII that Unicode counts as symbols.</summary>
    public static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune) || rune.IsAscii && Rune.IsSymbol(rune);

    /// <summary>Numbers of every kind, fractions and Roman numerals among them.</summary>
    public static bool IsNumeric(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>What may stand inside a word: <see cref="Word"/>.</summary>
    public static bool IsWord(Rune rune) => Rune.IsLetter(rune) || IsMark(rune) || IsCircledLetter(rune) || rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;

    /// <summary>Symbols that Unicode counts as alphabetic.</summary>
    public static bool IsCircledLetter(Rune rune) => rune.Value is >= 0x24B6 and <= 0x24E9 or >= 0x1F130 and <= 0x1F149 or >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189;

    /// <summary>A text in which each half of a surrogate pair that stands alone is U+FFFD, as it is in UTF-8.</summary>
    public static string Scalars(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        return string.Create(text.Length, text, static (units, source) =>
        {
            source.CopyTo(units);
            for (var i = 0; i < units.Length; i++)
                if (char.IsHighSurrogate(units[i]) && i + 1 < units.Length && char.IsLowSurrogate(units[i + 1]))
                    i++;
                else if (char.IsSurrogate(units[i]))
                    units[i] = '\uFFFD';
        });
    }
}
