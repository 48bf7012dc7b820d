namespace QaaHybrid.Azure;

public sealed partial class QuantumWorkspace
{
    /// <summary>
    /// Waits until a job has ended, well or not. It only asks: a wait that times out or is cancelled leaves the job alone.
    /// </summary>
    /// <param name="id">The job.</param>
    /// <param name="wait">How often to ask and how long; the defaults wait without end.</param>
    /// <param name="progress">Is told the job after every question.</param>
    /// <param name="cancellationToken">Ends the wait, not the job.</param>
    /// <returns>The job in a terminal state, perhaps Failed or Cancelled; <see cref="GetResultAsync"/> throws for these.</returns>
    /// <exception cref="JobWaitTimeoutException">The time is up; the exception keeps the id.</exception>
    public Task<Job> WaitAsync(
        string id, WaitOptions? wait = null, IProgress<Job>? progress = null, CancellationToken cancellationToken = default) =>
        PollAsync(id, token => GetJobAsync(id, token), job => job.State.Text, job => job.State.IsTerminal, wait, progress, cancellationToken);

    // Pauses d₀, d₀·g, d₀·g², … up to the longest; the last one ends with the time-out, so that what has ended by then is seen.
    private async Task<T> PollAsync<T>(string id, Func<CancellationToken, Task<T>> get, Func<T, string> state, Func<T, bool> isOver,
        WaitOptions? wait, IProgress<T>? progress, CancellationToken cancellationToken)
    {
        wait ??= new WaitOptions();
        var clock = options.Clock;
        long start = clock.GetTimestamp(), lastAnswer = start;
        var delay = wait.FirstDelay;
        var last = "not yet known";
        while (true)
        {
            try
            {
                var item = await get(cancellationToken).ConfigureAwait(false);
                lastAnswer = clock.GetTimestamp();
                progress?.Report(item);
                if (isOver(item))
                    return item;
                last = state(item);
            }
            catch (QuantumServiceException exception) when (exception.IsTransient && clock.GetElapsedTime(lastAnswer) < wait.Outage)
            {
                // It will be asked again.
            }
            var left = wait.Timeout - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                throw new JobWaitTimeoutException(id, last, clock.GetElapsedTime(start));
            await Task.Delay(left < delay ? left.Value : delay, clock, cancellationToken).ConfigureAwait(false);
            delay = delay * wait.Growth is var next && next < wait.MaxDelay ? next : wait.MaxDelay;
        }
    }
}
