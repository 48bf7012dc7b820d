namespace QaaHybrid.Training;

/// <summary>Text to pretrain on.</summary>
/// <param name="Name">What it is called in logs and the model card.</param>
/// <param name="Description">Where it comes from and what is in it, one line.</param>
/// <param name="Licence">The notice that has to stand beside a model trained on it.</param>
/// <param name="Documents">The texts, each on its own; an end mark is put between them.</param>
public sealed record Corpus(string Name, string Description, string Licence, IReadOnlyList<string> Documents)
{
    /// <summary>Number of characters in all documents.</summary>
    public long Characters => Documents.Sum(document => (long)document.Length);
}
