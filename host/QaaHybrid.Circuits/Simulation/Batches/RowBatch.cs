using System.Numerics;

namespace QaaHybrid.Circuits.Batches;

/// <summary>The rows that an engine has at hand; what is not wanted is null.</summary>
internal unsafe struct RowBatch<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T* Input;
    public T* Output;
    public T* GradOutput;
    public T* GradInput;
    public int Rows;
    public int Columns;
    public bool WantsTheta;

    /// <summary>Where the tiles begin that are run now; 0 where all are run at once.</summary>
    public int FirstTile;
}
