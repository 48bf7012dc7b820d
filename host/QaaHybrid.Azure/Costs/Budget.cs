using System.Globalization;
using QaaHybrid.Files;

namespace QaaHybrid.Azure;

/// <summary>
/// What may be spent. Every job is reserved before it is sent, by the upper figure of its price, and refused where the sum would be above the budget. When it has ended, what
/// the service says that it was charged takes the place of what was reserved. Calls may come from several threads.
/// </summary>
public sealed class Budget
{
    private static readonly string[] Units = ["USD", "HQC"];

    private readonly Lock _lock = new();
    private readonly HashSet<string> _journals = [];
    private readonly SharedSpending? _shared;
    private decimal _reserved;

    /// <summary>Sets a budget.</summary>
    /// <param name="limit">How much; 0 allows what is free.</param>
    /// <param name="unit"><c>USD</c>, or <c>HQC</c>, in which Quantinuum's emulators count too.</param>
    /// <param name="acceptsUnknownPrice">Whether jobs without an upper figure are let through; their lower figure is reserved.</param>
    public Budget(decimal limit, string unit, bool acceptsUnknownPrice = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (!Units.Contains(unit))
            throw new ArgumentException($"a budget is in {string.Join(" or ", Units)}, not in '{unit}'", nameof(unit));
        (Limit, Unit, AcceptsUnknownPrice) = (limit, unit, acceptsUnknownPrice);
    }

    private Budget(Budget whole, SharedSpending shared) : this(whole.Limit, whole.Unit, whole.AcceptsUnknownPrice) => _shared = shared;

    /// <summary>The same limit for this process and all others that take part in the spending, together.</summary>
    public Budget SharedIn(SharedSpending spending) => new(this, spending);

    /// <summary>How much may be spent.</summary>
    public decimal Limit { get; }

    /// <summary>In what.</summary>
    public string Unit { get; }

    /// <summary>Whether jobs without an upper figure are let through.</summary>
    public bool AcceptsUnknownPrice { get; }

    /// <summary>What is reserved or charged so far, here.</summary>
    public decimal Reserved
    {
        get
        {
            lock (_lock)
                return _reserved;
        }
    }

    /// <summary>What is left, as far as it is known here.</summary>
    public decimal Left => Limit - Reserved;

    /// <summary>Reads a budget such as <c>20usd</c>, <c>12.50 USD</c> or <c>100hqc</c>.</summary>
    /// <param name="text">A number and its unit.</param>
    /// <param name="acceptsUnknownPrice">Whether jobs without an upper figure are let through.</param>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static Budget Parse(string text, bool acceptsUnknownPrice = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var number = trimmed.TrimEnd([.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ€$"]);
        var unit = trimmed[number.Length..];
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var limit))
            throw new FormatException($"'{text}' is no budget; expected a number and a unit, such as 20usd or 100hqc");
        return Array.Find(Units, known => known.Equals(unit, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new Budget(limit, found, acceptsUnknownPrice)
            : throw new FormatException(
                $"'{text}': {(unit.Length == 0 ? "a unit is missing" : $"'{unit}' is no unit of a budget")}; write usd (IonQ, Rigetti) or hqc (Quantinuum), such as 20usd or 100hqc");
    }

    /// <summary>Sets the upper figure of a job, or of several together, aside.</summary>
    /// <param name="price">Its price.</param>
    /// <returns>What was set aside, to be handed to <see cref="Return"/> where less was charged.</returns>
    /// <exception cref="BudgetExceededException">The sum would be above the budget, or the price is counted in something else. Nothing is reserved.</exception>
    /// <exception cref="UnknownPriceException">There is no upper figure, and such jobs are not let through.</exception>
    public decimal Reserve(PriceEstimate price)
    {
        ArgumentNullException.ThrowIfNull(price);
        if (price.UpperAmount is null && !AcceptsUnknownPrice)
            throw new UnknownPriceException(price);
        var amount = price.UpperAmount ?? price.Amount;
        if (amount == 0)
            return 0;
        if (!Counts(price.Unit))
            throw new BudgetExceededException($"{price.Target} is charged in {price.Unit}, the budget is in {Unit}: give one in {UnitOf(price.Unit)}", price, this);
        lock (_lock)
            Change(others => _reserved + others + amount > Limit
                ? throw new BudgetExceededException(Sentence(price, amount, _reserved + others), price, this)
                : _reserved + amount);
        return amount;
    }

    /// <summary>
    /// Counts what the jobs of a journal have cost as the service says, and may have cost where it does not, once however often it is asked for. That may be more than the
    /// budget: then nothing is left of it. A job that failed counts too, for it may have been charged.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="workspace">Resource path of the workspace whose jobs count.</param>
    public void Count(JobJournal journal, string workspace)
    {
        ArgumentNullException.ThrowIfNull(journal);
        lock (_lock)
            if (_journals.Add(journal.File))
                _reserved += CountOf(journal, workspace);
    }

    /// <summary>What the jobs of a journal count.</summary>
    internal decimal CountOf(JobJournal journal, string workspace) => journal.Entries.Where(entry => entry.IsCharged && entry.Workspace == workspace).Sum(AmountOf);

    /// <summary>What a job counts: what it was charged, and what was reserved as long as the service does not say; 0 where either is counted in something else.</summary>
    internal decimal AmountOf(JournalEntry entry) => entry is { Charge: { } charge } && Counts(charge.Unit) ? charge.Amount
        : entry.Price is { } price && Counts(price.Unit) ? price.Amount ?? 0 : 0;

    /// <summary>Puts what a job was charged in the place of what was set aside for it. That may be more: then less, or nothing, is left for others.</summary>
    /// <param name="reserved">What was set aside.</param>
    /// <param name="charge">What the service says.</param>
    /// <returns>What counts for the job from now on: the reserved sum still where the charge is in another unit.</returns>
    public decimal Settle(decimal reserved, ReportedCharge charge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reserved);
        ArgumentNullException.ThrowIfNull(charge);
        if (!Counts(charge.Unit))
            return reserved;
        GiveBack(reserved - charge.Amount);
        return charge.Amount;
    }

    /// <summary>Gives back what a job did not take: it was not sent, or was charged less than reserved.</summary>
    /// <param name="amount">How much.</param>
    public void Return(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        GiveBack(amount);
    }

    /// <inheritdoc/>
    public override string ToString() => Text(Limit);

    // Negative where more was charged than set aside.
    private void GiveBack(decimal amount)
    {
        lock (_lock)
            try
            {
                Change(_ => Math.Max(0, _reserved - amount));
            }
            catch (FileWriteException) when (amount >= 0)
            {
                // It counts still, here and for the others: too much is never spent that way, and a result that was paid for is not lost.
            }
    }

    private void Change(Func<decimal, decimal> change) => _reserved = _shared?.Exchange(this, change) ?? change(0);

    private string Sentence(PriceEstimate price, decimal amount, decimal spent)
    {
        var what = price.Jobs == 1 ? "this job may cost" : string.Create(CultureInfo.InvariantCulture, $"these {price.Jobs} jobs may cost");
        var sum = spent == 0 ? "" : $"; with the {Text(spent)} already spent or reserved that is {Text(spent + amount)}";
        return $"{price.Target}: {what} up to {Text(amount)}{sum}, above the budget of {Text(Limit)}";
    }

    // A budget in HQC is one for Quantinuum's emulators too, which count in eHQC.
    private bool Counts(string unit) => unit.EndsWith(Unit, StringComparison.Ordinal);

    /// <summary>How the unit of a budget for prices in this one is typed: <c>hqc</c> for <c>eHQC</c>.</summary>
    internal static string UnitOf(string unit) => Array.Find(Units, known => unit.EndsWith(known, StringComparison.Ordinal))?.ToLowerInvariant() ?? unit;

    private string Text(decimal amount) => Money.Text(amount, Unit);
}
