using System.Text.RegularExpressions;

namespace QaaHybrid.Azure.Tests;

/// <summary>A difference that is meant, and why.</summary>
/// <param name="Kind"><c>request</c>, <c>query</c>, <c>header</c> or <c>body</c>.</param>
/// <param name="Item">The whole item, as a regular expression.</param>
/// <param name="Reason">Why it is right that we differ.</param>
/// <param name="Conversations">Numbers of the conversations in which it may occur; all where empty.</param>
internal sealed record DeclaredDifference(string Kind, string Item, string Reason, params string[] Conversations)
{
    public bool Covers(Difference difference) => difference.Kind == Kind && Regex.IsMatch(difference.Item, $"^(?:{Item})$")
        && (Conversations.Length == 0 || Conversations.Contains(difference.Conversation[..2]));
}

/// <summary>
/// Everything in which our requests differ from the recorded ones. A difference that is not here fails the test, and so does an entry
/// that no conversation shows.
/// </summary>
internal static class DeclaredDifferences
{
    public static IReadOnlyList<DeclaredDifference> All { get; } =
    [
        // Requests that are not sent.
        new("request", "GET container", "Python asks whether the container is there before and after making it; PUT alone answers 409 where it is"),
        new("request", "GET jobs/\\{id\\}", "Python asks more often than its wait needs; ours asks until the state is terminal"),
        new("request", "GET output", "Python downloads the output again for every reading of the results; ours once", "01", "02", "03"),
        new("request", "GET providerStatus", "Python looks the target up before it submits, or afterwards to choose a class; ours takes its name", "01", "02", "03"),

        // Headers.
        new("header", ".*: User-Agent", "another program: azsdk-net-QaaHybrid.Azure"),
        new("header", ".*: x-ms-client-request-id", "Azure.Core names every request, so that support can find it"),
        new("header", ".*: x-ms-return-client-request-id", "Azure.Core asks for that name back"),
        new("header", ".*: x-ms-quantum-api-key", "recorded with an Entra token, which the recording leaves out; loopback is plain http, which only a key may use",
            "01", "02", "03", "05", "08", "10", "14"),
        new("header", "PUT input: If-None-Match", "ours never overwrites the input of a job that may be waiting in a queue"),
        new("header", "GET output: x-ms-range", "Python asks for the first 32 MB; ours for the whole blob"),

        // Query.
        new("query", "GET output: rscd \\(as it is written\\)",
            "Python decodes and re-encodes the signed address ('+' becomes '%20'); ours sends it byte for byte as the service wrote it"),

        // Bodies.
        new("body", "PUT jobs/\\{id\\}: \\$\\.inputParams\\.shots", "recorded without shots, which the service takes for one; ours always sends them",
            "01", "05", "08", "10"),
        new("body", "PUT jobs/\\{id\\}: \\$\\.inputParams\\.count", "Quil knows the shots as 'count'; recorded without either", "08"),
        new("body", "PUT jobs/\\{id\\}: \\$\\.metadata", "ours notes the number of qubits, which IonQ's results leave open", "05"),
        new("body", "PUT jobs/\\{id\\}: \\$\\.metadata\\.num_qubits", "Python sends a number, which the service stores as text; ours sends text", "02", "03"),
    ];
}
