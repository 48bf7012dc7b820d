namespace QaaHybrid.Azure.Tests.Journal;

/// <summary>Something to submit; nobody runs it here.</summary>
internal static class Submitted
{
    public const string Text = "define i64 @ENTRYPOINT__main() #0 {}";

    public static JobRequest Request { get; } = JobRequest.Qir("00000000-0000-0000-0000-000000000000", "two qubits", "ionq.simulator", Text, 100);
}
