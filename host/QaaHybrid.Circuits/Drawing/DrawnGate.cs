namespace QaaHybrid.Circuits.Drawing;

/// <summary>What stands on a wire.</summary>
internal enum MarkKind
{
    /// <summary>A box with text.</summary>
    Box,

    /// <summary>The dot of a control.</summary>
    Control,

    /// <summary>The target of a controlled X.</summary>
    Target,

    /// <summary>One end of a SWAP.</summary>
    Cross,
}

/// <summary>One mark of a gate.</summary>
internal readonly record struct Mark(int Qubit, MarkKind Kind, string Text);

/// <summary>A gate as it is drawn: its marks, joined by a vertical line.</summary>
internal sealed record DrawnGate(params IReadOnlyList<Mark> Marks)
{
    public int Top => Marks.Min(mark => mark.Qubit);

    public int Bottom => Marks.Max(mark => mark.Qubit);
}
