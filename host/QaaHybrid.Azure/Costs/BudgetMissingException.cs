using System.Globalization;

namespace QaaHybrid.Azure;

/// <summary>Jobs are not sent, because they are charged and nobody has said how much may be spent; the message says the sum and what to type.</summary>
/// <param name="price">What the jobs would cost.</param>
public sealed class BudgetMissingException(PriceEstimate price) : Exception(Sentence(price ?? throw new ArgumentNullException(nameof(price))))
{
    /// <summary>What the jobs would cost.</summary>
    public PriceEstimate Price => price;

    private static string Sentence(PriceEstimate price)
    {
        var most = price.UpperAmount ?? price.Amount;
        return $"{price.Target} charges, and there is no budget: {(price.Jobs == 1 ? "this job" : string.Create(CultureInfo.InvariantCulture, $"these {price.Jobs:#,0} jobs"))} may cost " +
            $"{(price.UpperAmount is null ? "at least" : "up to")} {Money.Text(most, price.Unit)}. Nothing was sent; --budget {Enough(most, price.Unit)} allows it";
    }

    /// <summary>The next whole budget, as it is typed: <c>101usd</c>.</summary>
    internal static string Enough(decimal amount, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(amount):0}{Budget.UnitOf(unit)}");
}
