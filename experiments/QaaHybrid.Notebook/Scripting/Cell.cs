using System.Collections.Concurrent;
using System.Diagnostics;
using QaaHybrid.Notebook.Messaging;
using QaaHybrid.Notebook.Output;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>
/// One execution of a cell: what asked for it, where its output goes, and how it is stopped. A first interrupt asks: by the checks and tokens in the cell's code, and by
/// waking its thread where that waits, unless a call has said that it listens (a training stops after the step under way). A second one leaves the thread to a call that does not listen, and the kernel goes on without it.
/// Aborting a thread (ControlledExecution) is no way: it was seen to end the process, and it does not reach a thread that sleeps.
/// </summary>
#pragma warning disable CA1001 // tasks that the cell has left behind may still ask for its tokens
internal sealed class Cell
#pragma warning restore CA1001
{
    /// <summary>How long a cell has to stop by its checks and tokens before its waits are broken off.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly AsyncLocal<Cell?> Running = new();

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _leave = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly BlockingCollection<Action> _continuations = [];
    private readonly Lock _gate = new();
    private Thread? _thread;
    private int _interrupts;
    private int _stillStopping;
    private int _listening;

    /// <summary>A cell that is about to run.</summary>
    /// <param name="number">Its number, as front ends show it.</param>
    /// <param name="request">What asked for it.</param>
    /// <param name="output">Where its output goes.</param>
    public Cell(int number, Request request, CellOutput output) => (Number, Request, Output) = (number, request, output);

    /// <summary>The cell that the calling code belongs to, in whatever thread it runs; also after the cell has ended.</summary>
    public static Cell? Current => Running.Value;

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>What asked for it.</summary>
    public Request Request { get; }

    /// <summary>Where its output goes.</summary>
    public CellOutput Output { get; }

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Done when nobody waits for the cell any more, though it goes on.</summary>
    public Task Abandoned => _abandoned.Task;

    /// <summary>Whether it was asked to stop.</summary>
    public bool IsStopped => Volatile.Read(ref _interrupts) > 0;

    /// <summary>Asks the cell to stop; the second time, gives it up.</summary>
    public void Interrupt()
    {
        var times = Interlocked.Increment(ref _interrupts);
        if (times == 1)
        {
            Interlocked.Exchange(ref _stillStopping, 1);
            Interrupts.CountStopping(1);
            _ = Task.Run(StopAsync);
        }
        else if (times == 2)
        {
            _abandoned.TrySetResult();
        }
    }

    /// <summary>From here to the answer's end the code watches <see cref="Token"/> itself, and nothing else breaks it off.</summary>
    /// <exception cref="CellInterruptedException">The cell is to stop already.</exception>
    public IDisposable Listen()
    {
        lock (_gate)
        {
            if (IsStopped)
                throw new CellInterruptedException();
            _listening++;
        }
        return new Listening(this);
    }

    /// <summary>The rest of an awaiting cell; where the cell has ended, it has the pool.</summary>
    public void Post(Action continuation)
    {
        try
        {
            _continuations.Add(continuation);
        }
        catch (InvalidOperationException)
        {
            ThreadPool.QueueUserWorkItem(_ => continuation());
        }
    }

    /// <summary>Runs what awaits leave to do until <paramref name="task"/> is done, or the cell is stopped and does nothing but wait. On the cells' thread.</summary>
    /// <exception cref="OperationCanceledException">It was stopped while it waited.</exception>
    public void PumpUntil(Task task)
    {
        if (task.IsCompleted)
            return;
        task.ContinueWith(_ => Post(() => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
            _continuations.Take(_leave.Token)();
    }

    /// <summary>The cell has ended.</summary>
    /// <param name="rest">What of it may still go on; null where nothing can.</param>
    public void End(Task? rest)
    {
        _ended.TrySetResult();
        _continuations.CompleteAdding();
        while (_continuations.TryTake(out var continuation))
            ThreadPool.QueueUserWorkItem(_ => continuation());
        // Code that goes on keeps asking whether it is to stop.
        if (rest is null or { IsCompleted: true })
            StopCounting();
        else
            rest.ContinueWith(_ => StopCounting(), TaskScheduler.Default);
    }

    /// <summary>The calling thread runs the cell from now on, and is woken where it waits when the cell is to stop.</summary>
    public void Enter()
    {
        Running.Value = this;
        lock (_gate)
            _thread = Thread.CurrentThread;
    }

    /// <summary>The calling thread has done with the cell. A wake-up that came too late to find it waiting would hit the next cell: it is forgotten.</summary>
    public void Leave()
    {
        try
        {
            lock (_gate)
                _thread = null;
            if (IsStopped)
                Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            _thread = null;
        }
        Running.Value = null;
    }

    private void StopCounting()
    {
        if (Interlocked.Exchange(ref _stillStopping, 0) != 0)
            Interrupts.CountStopping(-1);
    }

    private async Task StopAsync()
    {
        // Callbacks are the user's code too: they may take their time, on a thread of their own.
        _ = Task.Run(_stop.Cancel);
        var (asked, told) = (Stopwatch.StartNew(), false);
        await EndsWithinAsync(Grace).ConfigureAwait(false);
        while (!await BreakOffAsync().ConfigureAwait(false))
        {
            if (!told && asked.Elapsed > Patience)
            {
                told = true;
                Output.Error.Write("The cell stops when the step under way is done. Interrupt once more to go on without it (it then stops by itself).\n");
            }
            await EndsWithinAsync(Grace).ConfigureAwait(false);
        }
        if (!await EndsWithinAsync(Patience).ConfigureAwait(false))
            Output.Error.Write("The cell is in a call that does not listen; it stops when that returns. Interrupt once more to go on without it (the call then goes on by itself), or restart the kernel.\n");
    }

    private bool IsOver => _ended.Task.IsCompleted || _abandoned.Task.IsCompleted;

    private async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        await Task.WhenAny(_ended.Task, _abandoned.Task, Task.Delay(time)).ConfigureAwait(false);
        return IsOver;
    }

    // Ends the waits of a cell; not while it listens.
    private async Task<bool> BreakOffAsync()
    {
        lock (_gate)
        {
            if (_listening > 0 && !IsOver)
                return false;
            _thread?.Interrupt();
        }
        await _leave.CancelAsync().ConfigureAwait(false);
        return true;
    }

    private sealed class Listening(Cell cell) : IDisposable
    {
        public void Dispose()
        {
            lock (cell._gate)
                cell._listening--;
        }
    }
}
