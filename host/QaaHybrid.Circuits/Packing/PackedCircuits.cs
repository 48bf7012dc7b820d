namespace QaaHybrid.Circuits;

/// <summary>
/// Many independent runs in few circuits: a device of 56 qubits measures seven circuits of eight at once, for one base price and with one wait. From |0…0⟩
/// the state of circuits side by side is the product of theirs, so that the bits of each are distributed as if it were alone, and independent of the others'. On a
/// real device they are so as far as its qubits leave each other alone.
/// </summary>
/// <remarks>
/// Runs are taken in the order of falling shots, then of falling width, and each goes into the first circuit with room for it (first fit decreasing:
/// Johnson et al., SIAM J. Comput. 3, 299 (1974)). A circuit is measured as often as the run that asked for the most shots; one that asked for far fewer does not
/// join it, since its gates would be paid for that often too.
/// </remarks>
public sealed class PackedCircuits
{
    /// <summary>What share of a circuit's shots a run has to want, where nothing else is said: no gate is paid for more than twice as often as it was asked for.</summary>
    public const double UsualShotShare = 0.5;

    private PackedCircuits(IReadOnlyList<PackedJob> jobs, int runs) => (Jobs, Runs) = (jobs, runs);

    /// <summary>The packed circuits.</summary>
    public IReadOnlyList<PackedJob> Jobs { get; }

    /// <summary>How many runs are in them.</summary>
    public int Runs { get; }

    /// <summary>Packs runs.</summary>
    /// <param name="runs">What is to be run; different circuits, angles and shots.</param>
    /// <param name="qubits">How many the device has; auxiliary ones count.</param>
    /// <param name="shots">How often each is measured, where the run itself does not say; null asks for exact values, and these are not put together with shots.</param>
    /// <param name="leastShotShare">A run joins a circuit only if it wants at least this share of the circuit's shots: 1 puts equal shots together only, 0 all.</param>
    /// <exception cref="NotSupportedException">A circuit is wider than the device, or starts from amplitudes.</exception>
    public static PackedCircuits Pack(IReadOnlyList<BackendRun> runs, int qubits, int? shots = null, double leastShotShare = UsualShotShare)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfLessThan(qubits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leastShotShare, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(leastShotShare);
        foreach (var run in runs)
            Check(run, qubits);
        var bins = new List<Bin>();
        foreach (var (index, run) in runs.Index().OrderByDescending(run => run.Item.Shots ?? shots ?? 0).ThenByDescending(run => run.Item.Circuit.Width))
        {
            var (wanted, width) = (run.Shots ?? shots, run.Circuit.Width);
            var bin = bins.Find(bin => bin.Free >= width && (bin.Shots is { } most ? wanted >= leastShotShare * most : wanted is null));
            if (bin is null)
                bins.Add(bin = new Bin(wanted, qubits));
            bin.Free -= width;
            bin.Runs.Add(index);
        }
        return new PackedCircuits([.. bins.Select(bin => Job(runs, bin, shots))], runs.Count);
    }

    /// <summary>What each run would have given alone, in the order of the runs that were packed; see <see cref="PackedJob.Split"/>.</summary>
    /// <param name="results">One a job, in their order.</param>
    /// <param name="seed">Governs which shots are left out where a run asked for fewer than its circuit had.</param>
    public IReadOnlyList<BackendResult> Split(IReadOnlyList<BackendResult> results, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count != Jobs.Count)
            throw new ArgumentException($"{Jobs.Count} packed circuits, {results.Count} results", nameof(results));
        var split = new BackendResult[Runs];
        var seeds = new SplitMix64(seed);
        foreach (var (job, result) in Jobs.Zip(results))
            foreach (var (slot, own) in job.Slots.Zip(job.Split(result, (long)seeds.Next())))
                split[slot.Run] = own;
        return split;
    }

    private static void Check(BackendRun run, int qubits)
    {
        var circuit = run.Circuit;
        if (circuit.Width > qubits)
            throw new NotSupportedException($"{circuit.Name} needs {circuit.Width} qubits, there are {qubits} to pack circuits on");
        if (run.Input is not null)
            throw new NotSupportedException(
                $"{circuit.Name} starts from amplitudes; what is packed starts in |0…0⟩: put a loader in front (QaaHybrid.Loaders.AmplitudeEmbedding)");
        if (run.Theta.Count != circuit.Parameters)
            throw new ArgumentException($"{circuit.Name} has {circuit.Parameters} parameters, {run.Theta.Count} values were given");
    }

    private static PackedJob Job(IReadOnlyList<BackendRun> runs, Bin bin, int? shots)
    {
        var slots = new List<PackedSlot>();
        var first = 0;
        foreach (var index in bin.Runs)
        {
            slots.Add(new PackedSlot(index, first, runs[index].Circuit.Qubits, runs[index].Shots ?? shots));
            first += runs[index].Circuit.Qubits;
        }
        var run = bin.Runs is [var only]
            ? runs[only] with { Shots = bin.Shots }
            : new BackendRun(Circuit.SideBySide([.. bin.Runs.Select(index => runs[index].Circuit.Bind(runs[index].Theta))]), [], Shots: bin.Shots);
        return new PackedJob(run, slots);
    }

    private sealed class Bin(int? shots, int qubits)
    {
        public int? Shots => shots;

        public int Free { get; set; } = qubits;

        public List<int> Runs { get; } = [];
    }
}
