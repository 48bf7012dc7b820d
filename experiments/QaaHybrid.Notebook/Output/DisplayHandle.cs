namespace QaaHybrid.Notebook.Output;

/// <summary>Something that was shown and can be shown anew in the same place: a progress, a live chart.</summary>
public sealed class DisplayHandle
{
    private readonly CellOutput _output;

    internal DisplayHandle(CellOutput output) => _output = output;

    /// <summary>What front ends know it by.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Puts another value in its place, wherever it is shown.</summary>
    public void Update(object? value) => _output.Display(Shown.Data(value), Id, update: true);

    internal void Show(object? value) => _output.Display(Shown.Data(value), Id);
}
