using System.Collections.Frozen;

namespace QaaHybrid.Training;

/// <summary>
/// WordNet's morphological processing, morphy(7WN): the entries of a part of speech that an inflected word may belong to, by a list of exceptions
/// (<c>noun.exc</c> and others) and by rules of detachment, which are applied until they lead to an entry.
/// </summary>
internal sealed class Morphy
{
    private static readonly (string Ending, string Replacement)[][] Rules =
    [
        [("s", ""), ("ses", "s"), ("ves", "f"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y")],
        [("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")],
        [("er", ""), ("est", ""), ("er", "e"), ("est", "e")],
        [],
    ];

    private static readonly string[] Files = ["noun.exc", "verb.exc", "adj.exc", "adv.exc"];

    private readonly FrozenDictionary<string, string[]>[] exceptions;
    private readonly Func<PartOfSpeech, string, bool> isEntry;

    /// <summary>Reads the lists of exceptions.</summary>
    /// <param name="folder">WordNet's folder.</param>
    /// <param name="isEntry">Whether a word in lower case, underscores for blanks, is an entry of a part of speech.</param>
    /// <exception cref="DataFileException">A file is missing.</exception>
    public Morphy(string folder, Func<PartOfSpeech, string, bool> isEntry)
    {
        this.isEntry = isEntry;
        // Each line: the inflected word, then the entries it belongs to.
        exceptions = [.. Files.Select(name => TextFile.Lines(Path.Combine(folder, name)).Select(line => line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 1).GroupBy(fields => fields[0]).ToFrozenDictionary(group => group.Key, group => group.Last()[1..]))];
    }

    /// <summary>The entries, without repetition; the word itself first where it is one.</summary>
    public IReadOnlyList<string> Entries(PartOfSpeech part, string word)
    {
        if (exceptions[(int)part].TryGetValue(word, out var listed))
            return Known([word, .. listed]);
        var forms = Detach([word]);
        var found = Known([word, .. forms]);
        while (found.Count == 0 && forms.Count > 0)
        {
            forms = Detach(forms);
            found = Known(forms);
        }
        return found;

        List<string> Known(IEnumerable<string> candidates) => [.. candidates.Where(form => isEntry(part, form)).Distinct()];

        // The same form can come by many ways, and in a senseless word by exponentially many.
        List<string> Detach(IEnumerable<string> from) =>
        [
            .. from.SelectMany(form => Rules[(int)part].Where(rule => form.EndsWith(rule.Ending, StringComparison.Ordinal))
                .Select(rule => form[..^rule.Ending.Length] + rule.Replacement)).Distinct(),
        ];
    }
}
