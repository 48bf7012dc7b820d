using System.Runtime.CompilerServices;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>
/// An await that continues on the thread of the cell: what is bound to a thread (dispose scopes, no_grad) holds across it, and an interrupt can reach
/// the code behind it.
/// </summary>
public readonly struct CellAwaitable : ICriticalNotifyCompletion
{
    private readonly Task _task;

    internal CellAwaitable(Task task) => _task = task;

    /// <summary>The awaiter, which is this.</summary>
    public CellAwaitable GetAwaiter() => this;

    /// <summary>Whether there is nothing to wait for.</summary>
    public bool IsCompleted => _task.IsCompleted;

    /// <summary>Throws what the task has thrown.</summary>
    public void GetResult() => _task.GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => Continue(_task, continuation);

    internal static void Continue(Task task, Action continuation)
    {
        var cell = Cell.Current;
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(cell is null ? continuation : () => cell.Post(continuation));
    }
}

/// <inheritdoc cref="CellAwaitable"/>
public readonly struct CellAwaitable<T> : ICriticalNotifyCompletion
{
    private readonly Task<T> _task;

    internal CellAwaitable(Task<T> task) => _task = task;

    /// <inheritdoc cref="CellAwaitable.GetAwaiter"/>
    public CellAwaitable<T> GetAwaiter() => this;

    /// <inheritdoc cref="CellAwaitable.IsCompleted"/>
    public bool IsCompleted => _task.IsCompleted;

    /// <summary>The task's result, or what it has thrown.</summary>
    public T GetResult() => _task.GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => CellAwaitable.Continue(_task, continuation);
}
