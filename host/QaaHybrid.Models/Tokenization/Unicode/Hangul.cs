namespace QaaHybrid.Models;

/// <summary>Hangul syllables, which are composed of two or three letters by a formula (Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    /// <summary>The letters of a syllable, or null for what is none.</summary>
    public static int[]? Decompose(int code)
    {
        var index = code - SyllableBase;
        if (index is < 0 or >= Leads * Vowels * Tails)
            return null;
        int lead = LeadBase + index / (Vowels * Tails), vowel = VowelBase + index / Tails % Vowels, tail = index % Tails;
        return tail == 0 ? [lead, vowel] : [lead, vowel, TailBase + tail];
    }

    /// <summary>The syllable of a lead and a vowel, or of a syllable without tail and a tail; null for others.</summary>
    public static int? Compose(int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads && second - VowelBase is >= 0 and < Vowels)
            return SyllableBase + ((first - LeadBase) * Vowels + second - VowelBase) * Tails;
        var index = first - SyllableBase;
        return index is >= 0 and < Leads * Vowels * Tails && index % Tails == 0 && second - TailBase is > 0 and < Tails ? first + second - TailBase : null;
    }
}
