using System.Collections.Concurrent;

namespace QaaHybrid.AzureEmulator;

/// <summary>How often each step was asked for, refused and cut requests included.</summary>
internal sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> All => new SortedDictionary<string, int>(_counts, StringComparer.Ordinal);

    public void Add(string step) => _counts.AddOrUpdate(step, 1, (_, count) => count + 1);
}
