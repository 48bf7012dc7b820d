using QaaHybrid.Circuits;

namespace QaaHybrid.Azure;

/// <summary>From circuits to requests, and what they cost together.</summary>
public sealed partial class AzureBackend
{
    private readonly Lock _gate = new();
    // By key, what counts for a job of this backend: what was set aside for it, or was charged.
    private readonly Dictionary<string, decimal> _reserved = [];
    private bool _countedJournal;

    private List<JobDraft> Draft(IReadOnlyList<BackendRun> bound, int? shots, long seed)
    {
        var drafts = new List<JobDraft>(bound.Count);
        for (var i = 0; i < bound.Count; i++)
            drafts.Add(Draft(i, bound[i].Circuit, bound[i].Shots ?? shots, seed));
        Reserve(drafts);
        foreach (var draft in drafts)
            _asked[draft.Key] = draft.Estimate;
        return drafts;
    }

    private JobDraft Draft(int place, Circuit circuit, int? shots, long seed)
    {
        if (shots is null && !IsExact)
            throw new NotSupportedException($"{Name} measures, it has no exact values: say how many shots");
        // A target always gets shots; one is enough where the exact distribution comes with them.
        var count = shots ?? 1;
        var estimate = Pricing.Estimate(
            circuit, count, Target, PriceOptions.Of(_options.InputParams) with { Qubits = _options.Qubits, AcceptUnknown = AcceptsUnknown });
        var request = JobRequest.Qir(JobRequest.NewId(), $"{_options.JobName}: {circuit.Name}", Target, QirWriter.ToText(circuit, []), count);
        foreach (var (name, value) in _options.InputParams ?? [])
            request.InputParams![name] = value?.DeepClone();
        return new JobDraft(place, circuit, shots is null, request, JobKey.Of(request, seed, place), estimate);
    }

    // Each job counts once: by its key here, and as it stands in the journal where the budget is the whole run's.
    private void Reserve(List<JobDraft> drafts)
    {
        lock (_gate)
        {
            if (_options is { BudgetCoversJournal: true, Budget: { } budget } && !_countedJournal)
                CountJournal(budget);
            List<JobDraft> news = [.. drafts.Where(draft => !_reserved.ContainsKey(draft.Key))];
            if (news.Count == 0)
                return;
            if (_options.Budget is { } limit)
                limit.Reserve(PriceEstimate.Sum([.. news.Select(draft => draft.Estimate)]));
            else if (news.Where(draft => !IsUnderWay(draft.Key)).Select(draft => draft.Estimate).ToList() is { Count: > 0 } unpaid)
                RefuseUnlimited(PriceEstimate.Sum(unpaid));
            foreach (var draft in news)
                _reserved.Add(draft.Key, draft.Estimate.UpperAmount ?? draft.Estimate.Amount);
        }
    }

    // A job that the journal has already is found again, and not charged anew; one that failed is.
    private bool IsUnderWay(string key) => _jobs.Journal.FindKey(_jobs.Workspace, key) is { IsCharged: true, IsLost: false };

    private void RefuseUnlimited(PriceEstimate price)
    {
        if (price.UpperAmount is null && !AcceptsUnknown)
            throw new UnknownPriceException(price);
        // A price that nobody knows was accepted as such.
        if (price.UpperAmount > 0 && !_jobs.IsEmulated)
            throw new BudgetMissingException(price);
    }

    // What the service says a job was charged takes the place of what was set aside.
    private void Settle(string key)
    {
        lock (_gate)
            if (_jobs.Journal.FindKey(_jobs.Workspace, key)?.Charge is { } charge)
            {
                _charged[key] = charge;
                if (_options.Budget is { } budget && _reserved.TryGetValue(key, out var amount))
                    _reserved[key] = budget.Settle(amount, charge);
            }
    }

    // Of a call that broke off: what the service refused, or was not even asked for, costs nothing. Where it is not known whether a job was made, it stays reserved. One that
    // failed stays counted, and what is sent in its place counts once more.
    private void ReturnUnsent(List<JobDraft> drafts)
    {
        lock (_gate)
            foreach (var draft in drafts)
                if (_jobs.Journal.FindKey(_jobs.Workspace, draft.Key) is { IsCharged: true } entry)
                {
                    Settle(draft.Key);
                    if (entry.IsLost)
                        _reserved.Remove(draft.Key);
                }
                else if (_reserved.Remove(draft.Key, out var amount))
                {
                    _options.Budget?.Return(amount);
                    _asked.TryRemove(draft.Key, out _);
                }
    }

    // What is sent in place of a job that failed is charged once more.
    private void CountJournal(Budget budget)
    {
        budget.Count(_jobs.Journal, _jobs.Workspace);
        foreach (var entry in _jobs.Journal.Entries.Where(entry => entry is { IsCharged: true, IsLost: false } && entry.Workspace == _jobs.Workspace))
            _reserved.TryAdd(entry.Key, budget.AmountOf(entry));
        _countedJournal = true;
    }
}
