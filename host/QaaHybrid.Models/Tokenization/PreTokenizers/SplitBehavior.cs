namespace QaaHybrid.Models;

/// <summary>What becomes of the delimiters at which a text is split; for <c>the-final--countdown</c> split at <c>-</c>:</summary>
internal enum SplitBehavior
{
    /// <summary><c>the · final · countdown</c></summary>
    Removed,

    /// <summary><c>the · - · final · - · - · countdown</c></summary>
    Isolated,

    /// <summary><c>the- · final- · - · countdown</c></summary>
    MergedWithPrevious,

    /// <summary><c>the · -final · - · -countdown</c></summary>
    MergedWithNext,

    /// <summary><c>the · - · final · -- · countdown</c></summary>
    Contiguous,
}
