namespace QaaHybrid.Torch;

/// <summary>
/// Disposes at its end every tensor that its thread made since it was opened. Scopes nest; they belong to the thread that opened them:
/// do not let one live across an <c>await</c>.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? current;

    private readonly DisposeScope? outer;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly List<torch.Tensor> tensors = [];
    private readonly Lock gate = new();
    private volatile bool closed;

    private DisposeScope(DisposeScope? outer) => this.outer = outer;

    /// <summary>The innermost open scope of this thread.</summary>
    internal static DisposeScope? Current
    {
        get
        {
            // A scope that another thread has closed by mistake must not take new tensors.
            while (current is { closed: true })
                current = current.outer;
            return current;
        }
    }

    /// <summary>The number of tensors that the end of the scope would dispose.</summary>
    public int DisposablesCount
    {
        get
        {
            lock (gate)
                return tensors.Count;
        }
    }

    /// <summary>Hands a tensor to the scope around this one, or takes it out of all scopes where there is none.</summary>
    /// <returns>The tensor.</returns>
    public T MoveToOuter<T>(T tensor)
        where T : torch.Tensor
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (Remove(tensor))
            Hand(tensor, outer);
        return tensor;
    }

    /// <summary>Hands two tensors to the scope around this one.</summary>
    /// <returns>The tensors.</returns>
    public (T1, T2) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : torch.Tensor
        where T2 : torch.Tensor => (MoveToOuter(first), MoveToOuter(second));

    /// <summary>Hands tensors to the scope around this one.</summary>
    public void MoveToOuter(IEnumerable<torch.Tensor> tensors)
    {
        foreach (var tensor in tensors)
            MoveToOuter(tensor);
    }

    /// <summary>Takes a tensor out of all scopes: whoever holds it disposes it.</summary>
    /// <returns>The tensor.</returns>
    public T Detach<T>(T tensor)
        where T : torch.Tensor
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (Remove(tensor))
            Hand(tensor, null);
        return tensor;
    }

    /// <summary>Takes tensors out of all scopes.</summary>
    public void Detach(IEnumerable<torch.Tensor> tensors)
    {
        foreach (var tensor in tensors)
            Detach(tensor);
    }

    /// <summary>Takes a tensor in, from wherever it was.</summary>
    /// <returns>The tensor.</returns>
    public T Attach<T>(T tensor)
        where T : torch.Tensor
    {
        ArgumentNullException.ThrowIfNull(tensor);
        tensor.Scope?.Remove(tensor);
        Add(tensor);
        return tensor;
    }

    /// <summary>Disposes everything in the scope but what is named.</summary>
    public void DisposeEverythingBut(IEnumerable<torch.Tensor> keep)
    {
        var kept = new HashSet<torch.Tensor>(keep, ReferenceEqualityComparer.Instance);
        torch.Tensor[] doomed;
        lock (gate)
            doomed = [.. tensors.Where(tensor => !kept.Contains(tensor))];
        foreach (var tensor in doomed)
            tensor.Dispose();
    }

    /// <summary>Disposes every tensor in the scope; scopes opened inside it and forgotten end with it.</summary>
    /// <exception cref="InvalidOperationException">The scope was opened on another thread. Its tensors are disposed all the same.</exception>
    public void Dispose()
    {
        if (closed)
            return;
        var own = thread == Environment.CurrentManagedThreadId;
        if (own)
        {
            for (var inner = current; inner != null && inner != this; inner = inner.outer)
                inner.Close();
            current = outer;
        }

        Close();
        if (!own)
            throw new InvalidOperationException("A dispose scope ended on another thread than the one that opened it: it was open across an await, or handed around.");
    }

    internal static DisposeScope Open() => current = new DisposeScope(Current);

    internal static void Register(torch.Tensor tensor) => Current?.Add(tensor);

    /// <summary>Gives a tensor that has left its scope to another one, or to nobody.</summary>
    private static void Hand(torch.Tensor tensor, DisposeScope? other)
    {
        other?.Add(tensor);
        if (tensor.Scope is null)
            tensor.OutOfScopes();
    }

    private void Add(torch.Tensor tensor)
    {
        lock (gate)
        {
            if (closed)
                return;
            tensor.Scope = this;
            tensor.ScopeIndex = tensors.Count;
            tensors.Add(tensor);
        }
    }

    private bool Remove(torch.Tensor tensor)
    {
        lock (gate)
        {
            if (tensor.Scope != this)
                return false;
            var last = tensors[^1];
            tensors[tensor.ScopeIndex] = last;
            last.ScopeIndex = tensor.ScopeIndex;
            tensors.RemoveAt(tensors.Count - 1);
            tensor.Scope = null;
            return true;
        }
    }

    private void Close()
    {
        torch.Tensor[] doomed;
        lock (gate)
        {
            closed = true;
            doomed = [.. tensors];
            foreach (var tensor in doomed)
                tensor.Scope = null;
            tensors.Clear();
        }

        foreach (var tensor in doomed)
            tensor.Dispose();
    }
}
