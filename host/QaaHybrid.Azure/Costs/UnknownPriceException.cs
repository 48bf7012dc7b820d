namespace QaaHybrid.Azure;

/// <summary>A job is not sent, because nobody can say beforehand what it will cost.</summary>
/// <param name="price">What is known of its price.</param>
public sealed class UnknownPriceException(PriceEstimate price)
    : Exception($"{price.Target}: the price cannot be known before the job has run ({(price.Notes is [var why, ..] ? why : "nothing is documented")}); --accept-unknown-price sends it all the same")
{
    /// <summary>What is known of its price.</summary>
    public PriceEstimate Price => price;
}
