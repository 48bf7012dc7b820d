namespace QaaHybrid.Circuits.Batches;

/// <summary>Work that falls into independent tiles.</summary>
internal interface ITiled
{
    void RunTile(int tile);
}

/// <summary>
/// A few threads that share the tiles of one piece of work after the other. The caller works too. An idle thread looks for new work for some
/// microseconds, as calls often follow each other closely, then sleeps; nobody spins without bound, so a busy machine is not made busier.
/// </summary>
internal sealed class TilePool
{
    // Some tens of microseconds in all: longer, and idle threads would hold up whoever computes next.
    private const int Looks = 300;
    private const int SpinsPerLook = 2;

    private const int TileBits = 24;
    private const long TileMask = (1L << TileBits) - 1;

    private readonly Lock _oneAtATime = new();
    private readonly object _gate = new();
    private readonly object _done = new();
    private readonly List<Thread> _workers = [];
    private volatile ITiled? _work;
    private volatile int _workersWanted;
    private volatile Exception? _failure;
    // Which piece of work, and the first tile and the end of those not yet taken. Taking one is a compare-and-swap of all three.
    private long _left;
    private int _unfinished;
    private int _sleepers;
    private int _callerSleeps;

    /// <summary>The pool of this process.</summary>
    public static TilePool Shared { get; } = new();

    /// <summary>Runs all tiles and returns when the last has ended. What a tile throws is thrown here.</summary>
    public void Run(ITiled work, int tiles, int threads)
    {
        if (threads == 1 || tiles <= 1 || !_oneAtATime.TryEnter())
        {
            for (var tile = 0; tile < tiles; tile++)
                work.RunTile(tile);
            return;
        }
        try
        {
            Share(work, tiles, Math.Min(threads, tiles) - 1);
        }
        finally
        {
            _oneAtATime.Exit();
        }
    }

    private void Share(ITiled work, int tiles, int workers)
    {
        while (_workers.Count < workers)
            StartWorker();
        _failure = null;
        _work = work;
        _workersWanted = workers;
        Volatile.Write(ref _unfinished, tiles);
        // From here on workers take tiles.
        Interlocked.Exchange(ref _left, (Number(_left) + 1 << 2 * TileBits) | (uint)tiles);
        if (Volatile.Read(ref _sleepers) > 0)
            lock (_gate)
                Monitor.PulseAll(_gate);

        TakeTiles(fromEnd: false);
        for (var look = 0; Volatile.Read(ref _unfinished) > 0; look++)
            if (look < Looks)
                Thread.SpinWait(SpinsPerLook);
            else
                SleepUntilFinished();
        _work = null;
        if (_failure is { } failure)
            throw new InvalidOperationException($"a tile of the batch failed: {failure.Message}", failure);
    }

    // The caller takes from the front and the workers from the end: with two threads the same rows come to the same core in every call, where
    // they may still lie in its cache.
    private void TakeTiles(bool fromEnd)
    {
        while (true)
        {
            var left = Volatile.Read(ref _left);
            if (IsTaken(left))
                return;
            if (Interlocked.CompareExchange(ref _left, fromEnd ? left - 1 : left + (1L << TileBits), left) != left)
                continue;
            var tile = fromEnd ? (left & TileMask) - 1 : left >> TileBits & TileMask;
            // The work cannot change before this tile has ended.
            try
            {
                _work!.RunTile((int)tile);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
            if (Interlocked.Decrement(ref _unfinished) == 0 && Volatile.Read(ref _callerSleeps) != 0)
                lock (_done)
                    Monitor.Pulse(_done);
        }
    }

    private void StartWorker()
    {
        var index = _workers.Count;
        var worker = new Thread(() => Serve(index)) { IsBackground = true, Name = $"QaaHybrid tiles {index + 1}" };
        _workers.Add(worker);
        worker.Start();
    }

    private void Serve(int index)
    {
        while (true)
        {
            for (var look = 0; !HasWork(index); look++)
                if (look < Looks)
                    Thread.SpinWait(SpinsPerLook);
                else
                {
                    SleepUntilNewWork(index);
                    // Waking up may take longer than the work did. Look again before sleeping: more of it often follows at once.
                    look = 0;
                }
            TakeTiles(fromEnd: true);
        }
    }

    private bool HasWork(int index) => index < _workersWanted && !IsTaken(Volatile.Read(ref _left));

    private static bool IsTaken(long left) => (left >> TileBits & TileMask) == (left & TileMask);

    private static long Number(long left) => left >> 2 * TileBits;

    // Who sleeps says so before looking once more, and who changes what is waited for changes it before asking who sleeps: nobody is missed.
    private void SleepUntilFinished()
    {
        lock (_done)
        {
            Interlocked.Exchange(ref _callerSleeps, 1);
            while (Volatile.Read(ref _unfinished) > 0)
                Monitor.Wait(_done);
            Interlocked.Exchange(ref _callerSleeps, 0);
        }
    }

    private void SleepUntilNewWork(int index)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _sleepers);
            var last = Number(Volatile.Read(ref _left));
            while (!HasWork(index) && (index >= _workersWanted || Number(Volatile.Read(ref _left)) == last))
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _sleepers);
        }
    }
}
