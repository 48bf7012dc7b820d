using System.Collections.Frozen;

namespace QaaHybrid.Training;

/// <summary>
/// The suffix stripper of Porter (1980, Program 14(3), 130–137) with the refinements that NLTK adds by default and that the rouge-score package therefore uses:
/// a few irregular words, <c>dies → die</c>, <c>enjoy</c> kept, and words of one or two letters left alone.
/// </summary>
public static class PorterStemmer
{
    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string>
    {
        ["sky"] = "sky", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["news"] = "news", ["innings"] = "inning", ["inning"] = "inning",
        ["outings"] = "outing", ["outing"] = "outing", ["cannings"] = "canning", ["canning"] = "canning", ["howe"] = "howe", ["proceed"] = "proceed",
        ["exceed"] = "exceed", ["succeed"] = "succeed",
    }.ToFrozenDictionary();

    private static readonly (string Suffix, string Replacement)[] Step2Rules =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("entli", "ent"), ("eli", "e"),
        ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
        ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3Rules =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Step4Suffixes =
        ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

    private static readonly string[] ParticipleSuffixes = ["ed", "ing"];

    /// <summary>The stem of a word; it need not be a word itself.</summary>
    /// <param name="word">The word; its case does not matter.</param>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        word = word.ToLowerInvariant();
        if (Irregular.TryGetValue(word, out var stem))
            return stem;
        return word.Length <= 2 ? word : Final(Step4(Step3(Step2(YToI(Participle(Plural(word)))))));
    }

    /// <summary>Step 1a: -sses → -ss, -ies → -i (-ie in words of four letters), -s → nothing.</summary>
    private static string Plural(string word) =>
        word.EndsWith("ies", StringComparison.Ordinal) ? Without(word, word.Length == 4 ? 1 : 2)
        : word.EndsWith("sses", StringComparison.Ordinal) ? Without(word, 2)
        : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? Without(word, 1) : word;

    /// <summary>Step 1b: -eed → -ee, -ed and -ing → nothing, with what has to be put back then.</summary>
    private static string Participle(string word)
    {
        if (word.EndsWith("ied", StringComparison.Ordinal))
            return Without(word, word.Length == 4 ? 1 : 2);
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return Measure(word[..^3]) > 0 ? Without(word, 1) : word;
        var stem = ParticipleSuffixes.Where(suffix => word.EndsWith(suffix, StringComparison.Ordinal)).Select(suffix => Without(word, suffix.Length))
            .FirstOrDefault(HasVowel);
        if (stem is null)
            return word;
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal))
            return stem + "e";
        if (EndsInDoubleConsonant(stem))
            return stem[^1] is 'l' or 's' or 'z' ? stem : Without(stem, 1);
        return Measure(stem) == 1 && EndsInShortSyllable(stem) ? stem + "e" : stem;
    }

    /// <summary>Step 1c, NLTK's way: -y → -i behind a consonant that is not the first letter.</summary>
    private static string YToI(string word) =>
        word is [.., _, _, 'y'] && IsConsonant(word, word.Length - 2) ? Without(word, 1) + "i" : word;

    private static string Step2(string word)
    {
        if (word.EndsWith("alli", StringComparison.Ordinal) && Measure(word[..^4]) > 0)
            return Step2(Without(word, 2));
        foreach (var (suffix, replacement) in Step2Rules)
            if (word.EndsWith(suffix, StringComparison.Ordinal))
                return Measure(Without(word, suffix.Length)) > 0 ? Without(word, suffix.Length) + replacement : word;
        // The l counts with the stem here, so that geology loses its ending like archaeology.
        return word.EndsWith("logi", StringComparison.Ordinal) && Measure(word[..^3]) > 0 ? Without(word, 1) : word;
    }

    private static string Step3(string word)
    {
        foreach (var (suffix, replacement) in Step3Rules)
            if (word.EndsWith(suffix, StringComparison.Ordinal))
                return Measure(Without(word, suffix.Length)) > 0 ? Without(word, suffix.Length) + replacement : word;
        return word;
    }

    private static string Step4(string word)
    {
        foreach (var suffix in Step4Suffixes)
            if (word.EndsWith(suffix, StringComparison.Ordinal))
            {
                var stem = Without(word, suffix.Length);
                return Measure(stem) > 1 && (suffix != "ion" || stem[^1] is 's' or 't') ? stem : word;
            }
        return word;
    }

    /// <summary>Step 5: -e → nothing, -ll → -l.</summary>
    private static string Final(string word)
    {
        if (word.EndsWith('e') && Measure(word[..^1]) is var measure && (measure > 1 || measure == 1 && !EndsInShortSyllable(word[..^1])))
            word = Without(word, 1);
        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word[..^1]) > 1 ? Without(word, 1) : word;
    }

    private static string Without(string word, int letters) => word[..^letters];

    /// <summary>A letter other than a, e, i, o, u, and y unless it follows a consonant.</summary>
    private static bool IsConsonant(string word, int i) => word[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(word, i - 1),
        _ => true,
    };

    private static bool HasVowel(string stem) => Enumerable.Range(0, stem.Length).Any(i => !IsConsonant(stem, i));

    /// <summary>m of [C](VC)^m[V]: how often a consonant follows a vowel.</summary>
    private static int Measure(string stem) => Enumerable.Range(1, Math.Max(0, stem.Length - 1)).Count(i => IsConsonant(stem, i) && !IsConsonant(stem, i - 1));

    private static bool EndsInDoubleConsonant(string word) => word.Length >= 2 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    /// <summary>Consonant, vowel, consonant other than w, x, y; or just vowel and consonant.</summary>
    private static bool EndsInShortSyllable(string word) => word.Length switch
    {
        < 2 => false,
        2 => !IsConsonant(word, 0) && IsConsonant(word, 1),
        _ => IsConsonant(word, word.Length - 3) && !IsConsonant(word, word.Length - 2) && IsConsonant(word, word.Length - 1) && word[^1] is not ('w' or 'x' or 'y'),
    };
}
