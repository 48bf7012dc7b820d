namespace QaaHybrid.Circuits.Subspace;

/// <summary>
/// The order in which beam splitters are applied. In a pyramid each one needs the result of the one before, and the processor would wait for it.
/// Within a window of some diagonals they are sorted by the earliest time that their qubits allow: neighbours in the order then touch different
/// amplitudes, and those of a window still lie close together.
/// </summary>
internal static class GivensOrder
{
    // Diagonals in a window: enough to hide the wait, few enough to stay in the first cache.
    private const int Diagonals = 8;

    /// <summary>Sorts the steps of every segment; steps that share a qubit keep their order.</summary>
    public static GivensStep[] Arrange(List<GivensStep> steps, List<(int First, int Last)> segments, int qubits)
    {
        var arranged = steps.ToArray();
        var free = new int[qubits];
        foreach (var (first, last) in segments)
            for (var start = first; first >= 0 && start < last;)
            {
                var end = WindowEnd(arranged, start, last);
                var times = new int[end - start];
                Array.Clear(free);
                for (var i = start; i < end; i++)
                {
                    var time = Math.Max(free[arranged[i].First], free[arranged[i].Second]);
                    free[arranged[i].First] = free[arranged[i].Second] = time + 1;
                    times[i - start] = time;
                }
                GivensStep[] sorted = [.. arranged[start..end].Select((step, i) => (step, i)).OrderBy(entry => times[entry.i]).Select(entry => entry.step)];
                sorted.CopyTo(arranged, start);
                start = end;
            }
        return arranged;
    }

    // A diagonal ends where a step shares no qubit with the one before.
    private static int WindowEnd(GivensStep[] steps, int start, int last)
    {
        var diagonals = 0;
        for (var i = start + 1; i < last; i++)
        {
            var (a, b) = (steps[i - 1], steps[i]);
            if (a.First != b.First && a.First != b.Second && a.Second != b.First && a.Second != b.Second && ++diagonals == Diagonals)
                return i;
        }
        return last;
    }
}
