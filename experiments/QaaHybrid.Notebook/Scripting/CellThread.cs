using System.Collections.Concurrent;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>
/// The one thread that all cells run on: what is bound to a thread (dispose scopes, no_grad, OpenMP's workers) holds from cell to cell. A thread that a cell does not give
/// back is left behind, and another takes its place.
/// </summary>
internal sealed class CellThread : IDisposable
{
    // Room for recursions that a person means; the guard in every function of a cell ends the others, which takes the longer the more there is.
    private const int StackBytes = 8 << 20;

    private BlockingCollection<Action> _work = Start();

    /// <summary>Runs code of a cell to its end, what it awaits included.</summary>
    /// <exception cref="CellInterruptedException">It was stopped, or given up.</exception>
    public async Task<object?> RunAsync(Cell cell, Func<Task<object?>> code)
    {
        var done = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Run(cell, code, done));
        if (await Task.WhenAny(done.Task, cell.Abandoned).ConfigureAwait(false) == done.Task)
            return await done.Task.ConfigureAwait(false);
        _work.CompleteAdding();
        _work = Start();
        throw new CellInterruptedException();
    }

    /// <inheritdoc/>
    public void Dispose() => _work.CompleteAdding();

    private static BlockingCollection<Action> Start()
    {
        var queue = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var work in queue.GetConsumingEnumerable())
                work();
        }, StackBytes)
        { IsBackground = true, Name = "cells" }.Start();
        return queue;
    }

    private static void Run(Cell cell, Func<Task<object?>> code, TaskCompletionSource<object?> done)
    {
        cell.Enter();
        Task<object?>? task = null;
        Task<object?> result;
        try
        {
            task = code();
            cell.PumpUntil(task);
            result = task;
        }
#pragma warning disable CA1031 // whatever comes is the answer
        catch (Exception error)
#pragma warning restore CA1031
        {
            result = Task.FromException<object?>(error);
        }
        finally
        {
            cell.End(task);
            cell.Leave();
        }
        // Last: from here on the thread may get the next cell.
        done.TrySetFromTask(result);
    }
}
