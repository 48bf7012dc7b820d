namespace QaaHybrid.AzureEmulator;

/// <summary>What is still to go wrong. Of several faults that match a call the first counts. Safe to use from several threads.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _injected = new(StringComparer.Ordinal);

    /// <summary>The faults that have not been used up, with what is left of <see cref="Fault.Times"/> and <see cref="Fault.Skip"/>.</summary>
    public IReadOnlyList<Fault> Pending
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => entry.Left)];
        }
    }

    /// <summary>How often each fault struck, by <c>step kind</c>.</summary>
    public IReadOnlyDictionary<string, int> Injected
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, int>(_injected, StringComparer.Ordinal);
        }
    }

    /// <summary>Adds a fault behind the others.</summary>
    /// <exception cref="ArgumentException">The step is unknown, the kind does not fit it, or a number is negative.</exception>
    public void Add(Fault fault)
    {
        FaultRules.Check(fault);
        lock (_lock)
            _entries.Add(new Entry(fault));
    }

    /// <summary>Takes all faults that are left back and puts these in their place.</summary>
    /// <inheritdoc cref="Add"/>
    public void Replace(IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (var fault in faults)
            FaultRules.Check(fault);
        lock (_lock)
        {
            _entries.Clear();
            _entries.AddRange(faults.Select(fault => new Entry(fault)));
        }
    }

    /// <summary>Takes all faults that are left back.</summary>
    public void Clear() => Replace([]);

    /// <summary>The fault that strikes a call, or null; uses it up.</summary>
    internal Fault? Take(string step, string? target = null)
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (!entry.Left.Matches(step, target) || !entry.Strikes())
                    continue;
                if (entry.Left.Times == 0)
                    _entries.Remove(entry);
                var name = $"{step} {FaultRules.Name(entry.Left.Kind)}";
                _injected[name] = _injected.GetValueOrDefault(name) + 1;
                return entry.Left;
            }
            return null;
        }
    }

    private sealed class Entry(Fault fault)
    {
        public Fault Left { get; private set; } = fault;

        /// <summary>Counts a matching call; whether it is hit.</summary>
        public bool Strikes()
        {
            var strikes = Left.Skip == 0;
            Left = strikes ? Left with { Times = Left.Times - 1 } : Left with { Skip = Left.Skip - 1 };
            return strikes;
        }
    }
}
