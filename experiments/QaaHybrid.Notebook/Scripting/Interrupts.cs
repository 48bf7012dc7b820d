using System.Runtime.CompilerServices;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>
/// What <see cref="CellRewriter"/> writes into the code of cells. Loops and functions ask whether the person has asked them to stop; functions also make
/// sure that there is stack left, because a process does not survive its end; awaits at the top come back to the cells' thread.
/// </summary>
public static class Interrupts
{
    private static volatile int stopping;

    /// <summary>Stands at the head of every loop.</summary>
    /// <exception cref="CellInterruptedException">The cell is to stop.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (stopping != 0)
            StopIfAsked();
    }

    /// <summary>Stands at the head of every function.</summary>
    /// <exception cref="CellInterruptedException">The cell is to stop.</exception>
    /// <exception cref="InsufficientExecutionStackException">A recursion goes too deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Check();
    }

    /// <summary>Cancelled when the person asks the running cell to stop: calls in a cell that could be given a token get this one.</summary>
    public static CancellationToken Token => Cell.Current?.Token ?? CancellationToken.None;

    /// <summary>An await of a cell goes on where the cell runs.</summary>
    public static CellAwaitable OnCell(Task task) => new(task);

    /// <inheritdoc cref="OnCell(Task)"/>
    public static CellAwaitable<T> OnCell<T>(Task<T> task) => new(task);

    /// <inheritdoc cref="OnCell(Task)"/>
    public static CellAwaitable OnCell(ValueTask task) => new(task.AsTask());

    /// <inheritdoc cref="OnCell(Task)"/>
    public static CellAwaitable<T> OnCell<T>(ValueTask<T> task) => new(task.AsTask());

    /// <summary>What is no task is awaited as it is.</summary>
    public static T OnCell<T>(T awaitable) => awaitable;

    /// <summary>Cells that were asked to stop and have code that may still run.</summary>
    internal static void CountStopping(int change) => Interlocked.Add(ref stopping, change);

    private static void StopIfAsked()
    {
        if (Cell.Current is { IsStopped: true })
            throw new CellInterruptedException();
    }
}
