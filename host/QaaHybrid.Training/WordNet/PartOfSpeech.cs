namespace QaaHybrid.Training;

/// <summary>WordNet's four parts of speech. Satellite adjectives count as adjectives.</summary>
public enum PartOfSpeech
{
    /// <summary>data.noun</summary>
    Noun,

    /// <summary>data.verb</summary>
    Verb,

    /// <summary>data.adj</summary>
    Adjective,

    /// <summary>data.adv</summary>
    Adverb,
}
