namespace QaaHybrid.Training;

/// <summary>
/// WordNet's 45 lexicographer files, which serve as coarse meanings: supersenses (Ciaramita and Johnson 2003). Their names are those of WordNet's manual page
/// lexnames(5WN).
/// </summary>
public static class Supersenses
{
    /// <summary>Names by the number of the file.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "adj.all", "adj.pert", "adv.all",
        "noun.Tops", "noun.act", "noun.animal", "noun.artifact", "noun.attribute", "noun.body", "noun.cognition", "noun.communication", "noun.event", "noun.feeling",
        "noun.food", "noun.group", "noun.location", "noun.motive", "noun.object", "noun.person", "noun.phenomenon", "noun.plant", "noun.possession", "noun.process",
        "noun.quantity", "noun.relation", "noun.shape", "noun.state", "noun.substance", "noun.time",
        "verb.body", "verb.change", "verb.cognition", "verb.communication", "verb.competition", "verb.consumption", "verb.contact", "verb.creation", "verb.emotion",
        "verb.motion", "verb.perception", "verb.possession", "verb.social", "verb.stative", "verb.weather",
        "adj.ppl",
    ];

    /// <summary>The names that a part of speech has.</summary>
    public static IEnumerable<string> Of(PartOfSpeech part) => Names.Where(name => name.StartsWith(Prefix(part), StringComparison.Ordinal));

    private static string Prefix(PartOfSpeech part) => part switch
    {
        PartOfSpeech.Noun => "noun.",
        PartOfSpeech.Verb => "verb.",
        PartOfSpeech.Adjective => "adj.",
        _ => "adv.",
    };
}
