namespace QaaHybrid.Models;

/// <summary>
/// What is added to attention scores: 0 where a position may be seen, the lowest finite number where not. Finite, so that filling that may look at
/// nothing gives no NaN.
/// </summary>
internal static class AttentionMask
{
    /// <summary>Every new token sees itself and those before it, or only the last <paramref name="window"/> of these.</summary>
    /// <returns><c>[1, 1, 1, new, past + new]</c>, or null where nothing is hidden.</returns>
    public static Tensor? Causal(long count, long past, ScalarType dtype, long? window = null)
    {
        if (count == 1 && !(window <= past))
            return null;
        using var scope = torch.NewDisposeScope();
        var hidden = torch.ones([count, past + count], ScalarType.Bool).triu(past + 1);
        // Row i of the new tokens stands at past + i and sees the columns past + i − window + 1 … past + i.
        if (window is { } width)
            hidden = hidden.logical_or(torch.ones([count, past + count], ScalarType.Bool).tril(past - width));
        return scope.MoveToOuter(Where(hidden, dtype).view(1, 1, 1, count, past + count));
    }

    /// <summary>Every new token sees those that stand less than <paramref name="window"/> before it, wherever filling is.</summary>
    /// <param name="positions">Where all tokens stand, <c>[batch, all]</c>; the new ones are the last.</param>
    /// <param name="count">Number of new tokens.</param>
    /// <param name="window">How many of the last tokens, itself included, a token sees.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns><c>[batch, 1, 1, new, all]</c>.</returns>
    public static Tensor Window(Tensor positions, long count, long window, ScalarType dtype)
    {
        using var scope = torch.NewDisposeScope();
        var (batch, all) = (positions.shape[0], positions.shape[1]);
        var far = (positions.narrow(1, all - count, count).unsqueeze(2) - positions.unsqueeze(1)).ge(window);
        return scope.MoveToOuter(Where(far, dtype).view(batch, 1, 1, count, all));
    }

    /// <summary>No token sees filling.</summary>
    /// <param name="attention_mask"><c>[batch, all]</c>, 1 for tokens and 0 for filling.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns><c>[batch, 1, 1, 1, all]</c>.</returns>
    public static Tensor Filling(Tensor attention_mask, ScalarType dtype)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(Where(attention_mask.eq(0), dtype).view(attention_mask.shape[0], 1, 1, 1, attention_mask.shape[1]));
    }

    private static Tensor Where(Tensor hidden, ScalarType dtype) => torch.zeros(hidden.shape, dtype).masked_fill_(hidden, Lowest(dtype));

    // A quarter of the range: adding scores cannot overflow.
    private static double Lowest(ScalarType dtype) => dtype == ScalarType.Float16 ? -16384 : float.MinValue / 4;
}
