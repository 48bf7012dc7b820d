namespace QaaHybrid.Training;

/// <summary>An example of a task that puts a label or a score on a text, or on a pair of texts.</summary>
/// <param name="Text">The text, or the first of a pair.</param>
/// <param name="Pair">The second text; null where there is one only.</param>
/// <param name="Label">Number of the class, or the score of a regression; null where the file does not say.</param>
/// <param name="Id">What the file calls the example (<c>index</c>, <c>idx</c> or <c>id</c>), else its number counted from 0.</param>
public sealed record LabelledText(string Text, string? Pair, double? Label, string Id);
