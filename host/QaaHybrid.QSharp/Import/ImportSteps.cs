using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// The calls of one import: how long each may take, and which one it is, said aloud where it takes long. A pyramid on 768 qubits has 294 528
/// angles and some minutes of compiling; an endless loop in a small operation is to be noticed within the engine's own limit all the same.
/// </summary>
internal sealed class ImportSteps(CircuitRequest request, TimeSpan limit, IProgress<string>? progress)
{
    /// <summary>From so many parameters on an import takes more than a few seconds.</summary>
    private const int Many = 5_000;

    // A call was measured to take at most 0.2 ms a parameter (55 s for the four compiles of 294 528) on a machine with other work to do.
    private const double MillisecondsAParameter = 5;

    /// <summary>How long one call may take: the engine's own limit, and more for every parameter.</summary>
    public TimeSpan Limit { get; } =
        limit == Timeout.InfiniteTimeSpan ? limit : limit + TimeSpan.FromMilliseconds(MillisecondsAParameter * request.Parameters);

    /// <summary>Says what comes next.</summary>
    public void Say(string what)
    {
        if (request.Parameters >= Many)
            progress?.Report($"{request.Operation} on {request.Qubits} qubits, {request.Parameters} parameters: {what}");
    }
}
