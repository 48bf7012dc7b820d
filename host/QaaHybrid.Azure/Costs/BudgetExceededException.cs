namespace QaaHybrid.Azure;

/// <summary>A job is not sent, because it would be above the budget; the message says the sum.</summary>
/// <param name="message">Why.</param>
/// <param name="price">What the job would have cost.</param>
/// <param name="budget">The budget.</param>
public sealed class BudgetExceededException(string message, PriceEstimate price, Budget budget) : Exception(message)
{
    /// <summary>What the job would have cost.</summary>
    public PriceEstimate Price => price;

    /// <summary>The budget.</summary>
    public Budget Budget => budget;
}
