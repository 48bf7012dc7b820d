namespace QaaHybrid.Models;

/// <summary>Learnt positions of the first token and of a square grid of patches, for grids of other sizes too.</summary>
internal static class PositionGrid
{
    /// <summary>Puts the first token before the patches and adds the positions.</summary>
    /// <param name="cls">The first token, <c>[1, 1, hidden]</c>.</param>
    /// <param name="patches"><c>[batch, hidden, rows, columns]</c>.</param>
    /// <param name="positions"><c>[1, 1 + grid², hidden]</c>, row by row; for another grid than this one they are interpolated bicubically in single precision.</param>
    /// <returns><c>[batch, 1 + rows · columns, hidden]</c>.</returns>
    public static Tensor Add(Tensor cls, Tensor patches, Tensor positions)
    {
        using var scope = torch.NewDisposeScope();
        var (batch, hidden, rows, columns) = (patches.shape[0], patches.shape[1], patches.shape[2], patches.shape[3]);
        var grid = (long)Math.Sqrt(positions.shape[1] - 1);
        if ((rows, columns) != (grid, grid))
        {
            var image = positions.narrow(1, 1, grid * grid).AtLeastSingle().view(1, grid, grid, hidden).permute(0, 3, 1, 2);
            var other = nn.functional.interpolate(image, [rows, columns], InterpolationMode.Bicubic).permute(0, 2, 3, 1).reshape(1, rows * columns, hidden);
            positions = torch.cat([positions.narrow(1, 0, 1), other.to(positions.dtype)], 1);
        }
        return scope.MoveToOuter(torch.cat([cls.expand(batch, 1, hidden), patches.flatten(2).transpose(1, 2)], 1) + positions);
    }
}
