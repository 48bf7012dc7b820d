namespace QaaHybrid.Training;

/// <summary>Triples of subject, relation and object in a line, as LoRA's authors give them to a model: <c>subject : relation : object | …</c>.</summary>
internal static class TripleText
{
    public static string Of(IEnumerable<(string Subject, string Relation, string Object)> triples) =>
        string.Join(" | ", triples.Select(triple => $"{triple.Subject.Trim()} : {triple.Relation.Trim()} : {triple.Object.Trim()}"));
}
