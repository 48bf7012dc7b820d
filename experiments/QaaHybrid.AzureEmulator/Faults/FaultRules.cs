using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>The names of kinds of faults, and which go with which step.</summary>
internal static class FaultRules
{
    private static readonly Dictionary<string, FaultKind> Kinds = new(StringComparer.Ordinal)
    {
        ["401"] = FaultKind.Unauthorized, ["403"] = FaultKind.Forbidden, ["409"] = FaultKind.Conflict, ["429"] = FaultKind.TooManyRequests,
        ["500"] = FaultKind.InternalError, ["503"] = FaultKind.Unavailable,
        ["cut-before"] = FaultKind.CutBefore, ["cut-after"] = FaultKind.CutAfter, ["cut-during"] = FaultKind.CutDuring,
        ["expired-sas"] = FaultKind.ExpiredSas, ["fail"] = FaultKind.Fail, ["hang"] = FaultKind.Hang, ["cancel"] = FaultKind.Cancel,
    };

    private static readonly string[] Minting = [Steps.SasUri, Steps.JobGet, Steps.JobList];

    public static string Name(FaultKind kind) => Kinds.First(entry => entry.Value == kind).Key;

    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static FaultKind Kind(string name) => Kinds.TryGetValue(name, out var kind)
        ? kind
        : throw new ArgumentException($"unknown kind '{name}'; {NearestName.Hint(name, Kinds.Keys)}");

    public static bool Matches(this Fault fault, string step, string? target) =>
        (fault.Step == step || (fault.Step == Fault.AnyRequest && step != Steps.JobRun)) && (fault.Target is null || fault.Target == target);

    /// <exception cref="ArgumentException">The fault cannot happen.</exception>
    public static void Check(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var ofJobs = fault.Kind is FaultKind.Fail or FaultKind.Hang or FaultKind.Cancel;
        if (fault.Step != Fault.AnyRequest && fault.Step != Steps.JobRun && !Steps.Requests.Contains(fault.Step))
            throw new ArgumentException($"unknown step '{fault.Step}'; {NearestName.Hint(fault.Step, [.. Steps.Requests, Steps.JobRun, Fault.AnyRequest])}");
        if (ofJobs != (fault.Step == Steps.JobRun))
            throw new ArgumentException(
                $"'{Name(fault.Kind)}' does not happen at '{fault.Step}': fail, hang and cancel belong to {Steps.JobRun}, everything else to a request");
        if (fault.Kind == FaultKind.ExpiredSas && !Minting.Contains(fault.Step))
            throw new ArgumentException($"'expired-sas' does not happen at '{fault.Step}': signatures are made at {string.Join(", ", Minting)}");
        if (fault.Times < 1 || fault.Skip < 0 || fault.RetryAfter < 0)
            throw new ArgumentException($"times is at least 1, skip and retryAfter at least 0; found times {fault.Times}, skip {fault.Skip}, retryAfter {fault.RetryAfter}");
        if (fault.Target is { } target)
            TargetCatalogue.Require(target);
    }
}
