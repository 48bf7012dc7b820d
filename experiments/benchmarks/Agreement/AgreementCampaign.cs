namespace QaaHybrid.Benchmarks.Agreement;

/// <summary>
/// Random circuits from all operations of the shipped Q# library through every simulator, executor and exact gradient method that there is, each
/// held against the scalar reference simulator; and that one against Microsoft's, which runs the circuits from their Q#.
/// </summary>
public static class AgreementCampaign
{
    /// <summary>Between our own double-precision simulators.</summary>
    public const double DoubleBound = 1e-10;

    /// <summary>Against states dumped by Microsoft's simulator, which drops amplitudes below 1e-10.</summary>
    public const double DumpBound = 1e-9;

    /// <summary>For single precision.</summary>
    public const double FloatBound = 1e-5;

    /// <summary>For gradients against central differences, whose own error is some 1e-10 a unit of the loss.</summary>
    public const double DifferenceBound = 1e-8;

    /// <summary>Runs the campaign.</summary>
    /// <param name="session">Where circuits and Microsoft's simulator come from.</param>
    /// <param name="circuits">How many circuits.</param>
    /// <param name="seed">Governs circuits, angles, inputs and weights.</param>
    /// <param name="done">Told after each circuit how many are done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The library operations that took part, and what was compared.</returns>
    public static async Task<(IReadOnlyList<string> Operations, IReadOnlyList<AgreementRow> Rows)> RunAsync(
        QaaSession session, int circuits, long seed, Action<int>? done = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfLessThan(circuits, 1);
        var random = new Random(unchecked((int)seed));
        var source = await RandomCircuits.OfAsync(session.Circuits, random, cancellationToken).ConfigureAwait(false);
        var qsharp = session.Backend("qsharp");
        var table = new AgreementTable();
        var used = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < circuits; i++)
        {
            var circuit = await source.NextAsync(i, cancellationToken).ConfigureAwait(false);
            used.UnionWith(circuit.Origin!.Stages.Select(stage => stage.Operation));
            var point = new CircuitPoint(circuit, random);
            await StateAgreement.AddAsync(table, point, qsharp, cancellationToken).ConfigureAwait(false);
            ExecutorAgreement.Add(table, point);
            await GradientAgreement.AddAsync(table, point, cancellationToken).ConfigureAwait(false);
            done?.Invoke(i + 1);
        }
        return ([.. used], table.Rows);
    }
}
