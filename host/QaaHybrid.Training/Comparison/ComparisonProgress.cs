namespace QaaHybrid.Training;

/// <summary>The progress of many trainings, several at a time, as one: a line for what happens, one bar for all.</summary>
internal sealed class ComparisonProgress(IProgressSink sink, int jobs, TimeProvider? clock = null)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> said = [];
    private readonly List<Job> running = [];
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private long? began;
    private double fractionAtStart;
    private int ended;

    /// <summary>A training begins; it ends when it is disposed.</summary>
    public Job Begin(long seed, string method)
    {
        lock (gate)
        {
            var job = new Job(this, seed, method);
            running.Add(job);
            return job;
        }
    }

    private void Say(Job job, string line)
    {
        lock (gate)
            // What every seed has to say alike, the task and its examples, is said once.
            if (said.Add(line))
                sink.Say(FormattableString.Invariant($"seed {job.Seed}, {line}"));
    }

    private void Report(Job job, ProgressReport report)
    {
        lock (gate)
        {
            // A training that goes on from a checkpoint begins where it stands: what is left is reckoned from what is done now.
            if (job.Last is null)
                fractionAtStart += (double)(report.Done - 1) / Math.Max(1, report.Total);
            job.Last = report;
            var now = clock.GetTimestamp();
            began ??= now;
            var done = ended + running.Sum(entry => entry.Fraction);
            var fresh = done - fractionAtStart;
            var total = report.Total * jobs;
            sink.Report(new ProgressReport(string.Join(", ", running.Where(entry => entry.Last is not null).Select(entry => entry.Text)) + "; all", (int)(done * report.Total), total)
            {
                Loss = running.Count == 1 ? report.Loss : null,
                LossUnit = report.LossUnit,
                HeldOutLoss = running.Count == 1 ? report.HeldOutLoss : null,
                Training = (FormattableString.Invariant($"{report.Name}, seed {job.Seed}"), report.Done),
                TokensPerSecond = running.Count == 1 ? report.TokensPerSecond : null,
                Left = fresh > 0 ? clock.GetElapsedTime(began.Value, now) / fresh * (jobs - done) : null,
            });
        }
    }

    private void End(Job job)
    {
        lock (gate)
        {
            running.Remove(job);
            ended++;
            // Done before: it took no time now.
            if (job.Last is null)
                fractionAtStart++;
        }
    }

    /// <summary>One training's part of it.</summary>
    internal sealed class Job(ComparisonProgress owner, long seed, string method) : IProgressSink, IDisposable
    {
        internal long Seed => seed;

        internal ProgressReport? Last { get; set; }

        internal double Fraction => Last is { } last ? Math.Min(1, (double)last.Done / Math.Max(1, last.Total)) : 0;

        internal string Text => FormattableString.Invariant($"seed {seed} {method} {Last!.Done}/{Last.Total}");

        public void Say(string line) => owner.Say(this, line);

        public void Report(ProgressReport report) => owner.Report(this, report);

        public void Dispose() => owner.End(this);
    }
}
