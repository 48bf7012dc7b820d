using QaaHybrid.Circuits.Batches;

namespace QaaHybrid.Circuits.Dense;

/// <summary>
/// A matrix in panels of six rows, column after column in a panel, as the inner loop reads it; missing rows of the last panel are zeros.
/// </summary>
internal sealed unsafe class PackedMatrix<T>
    where T : unmanaged
{
    private const int PanelRows = 6;

    private readonly AlignedBuffer<T> _numbers = new();

    /// <summary>The panels.</summary>
    public int Panels { get; private set; }

    /// <summary>Columns of the matrix.</summary>
    public int Columns { get; private set; }

    /// <summary>Rows with those that fill the last panel.</summary>
    public int PaddedRows => Panels * PanelRows;

    /// <summary>First number of a panel.</summary>
    public T* Panel(int panel) => _numbers.AtLeast(0) + (nint)panel * PanelRows * Columns;

    /// <summary>Takes in a matrix: entry (i, k) is at i · <paramref name="row"/> + k · <paramref name="step"/> of the source.</summary>
    public void Pack(T* source, int rows, int columns, nint row, nint step)
    {
        (Panels, Columns) = ((rows + PanelRows - 1) / PanelRows, columns);
        var target = _numbers.AtLeast(PaddedRows * columns);
        for (var panel = 0; panel < Panels; panel++)
            for (nint k = 0; k < columns; k++)
                for (nint i = panel * PanelRows; i < (panel + 1) * PanelRows; i++)
                    *target++ = i < rows ? source[i * row + k * step] : default;
    }
}
