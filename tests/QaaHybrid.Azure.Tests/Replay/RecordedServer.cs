using System.Text;

namespace QaaHybrid.Azure.Tests;

/// <summary>
/// Serves a conversation from two ports of this machine, one for the service and one for storage, so that the client sees two hosts. A
/// request is answered by the next recorded one of its kind; what is passed over on the way, what differs and what is not in the recording
/// at all is written down. Answers about the job advance to the last one and stay there.
/// </summary>
internal sealed class RecordedServer : IDisposable
{
    private readonly Conversation conversation;
    private readonly string id;
    private readonly LoopbackServer service, storage;
    private readonly List<Difference> differences = [];
    private readonly StringBuilder served = new();
    private int next;

    /// <param name="conversation">What to serve.</param>
    /// <param name="id">The job's id of the client's choice; it stands in for the recorded one.</param>
    public RecordedServer(Conversation conversation, string id)
    {
        (this.conversation, this.id) = (conversation, id);
        service = new LoopbackServer(request => Answer(request, isStorage: false));
        storage = new LoopbackServer(request => Answer(request, isStorage: true));
    }

    public QuantumWorkspace Client(TimeProvider? clock = null) => new(
        FakeWorkspace.ConnectionTo(service.Address) with { ApiKey = Conversation.Key },
        FakeWorkspace.Quick with { ApiVersion = Conversation.ApiVersion, Clock = clock ?? TimeProvider.System });

    /// <summary>What differed, once the client is done: requests of the recording that it did not send at the end are among it.</summary>
    public IReadOnlyList<Difference> Differences()
    {
        PassOver(conversation.Interactions.Count);
        return differences;
    }

    public void Dispose()
    {
        service.Dispose();
        storage.Dispose();
    }

    private Answer Answer(SeenRequest request, bool isStorage)
    {
        var address = new Uri(Recorded(request.Address.AbsoluteUri));
        var method = request.Method;
        bool Matches(Interaction interaction) => interaction.Method == method && interaction.IsStorage == isStorage
            && interaction.Address.AbsolutePath == address.AbsolutePath
            && interaction.Address.Query.Contains("restype=", StringComparison.Ordinal) == address.Query.Contains("restype=", StringComparison.Ordinal);

        var found = Enumerable.Range(next, conversation.Interactions.Count - next).FirstOrDefault(i => Matches(conversation.Interactions[i]), -1);
        if (found < 0)
        {
            // A job that has ended may be asked after again; anything else has no recorded answer.
            found = Enumerable.Range(0, next).LastOrDefault(i => Matches(conversation.Interactions[i]) && conversation.Interactions[i].What == "GET jobs/{id}", -1);
            if (found < 0)
            {
                differences.Add(new Difference(conversation.Name, "request", $"{method} {address.AbsolutePath}", "not recorded", "sent"));
                return new Answer(501, "not in the recording", "text/plain");
            }
        }
        else
        {
            PassOver(found);
            next = found + 1;
        }
        var recorded = conversation.Interactions[found];
        differences.AddRange(RequestComparison.Compare(conversation.Name, recorded, request, address, Recorded));
        // A signed address that is decoded and written anew may no longer fit its signature.
        if (recorded.What == "GET output" && !served.ToString().Contains(request.Address.PathAndQuery, StringComparison.Ordinal))
            differences.Add(new Difference(conversation.Name, "query", "GET output: the address", "as an answer wrote it", request.Address.PathAndQuery));
        var answer = Serve(recorded, request);
        served.AppendLine(answer.Body);
        return answer;
    }

    private void PassOver(int until)
    {
        for (; next < until; next++)
            differences.Add(new Difference(conversation.Name, "request", conversation.Interactions[next].What, "sent", "not sent"));
    }

    private Answer Serve(Interaction recorded, SeenRequest request)
    {
        // Who asks for no range gets the whole, and no 206.
        var status = recorded.Status == 206 && !request.Headers.ContainsKey("x-ms-range") ? 200 : recorded.Status;
        var kept = recorded.AnswerHeaders.Where(header => header.Key is "www-authenticate" or "x-ms-version" or "x-ms-request-id");
        return new Answer(status, Ours(recorded.AnswerBody), recorded.AnswerHeaders.GetValueOrDefault("content-type", "text/plain"))
        {
            Headers = kept.ToDictionary(header => header.Key, header => header.Value),
        };
    }

    private string Ours(string text) => text
        .Replace($"https://{Conversation.ServiceHost}", Authority(service), StringComparison.Ordinal)
        .Replace($"https://{Conversation.StorageHost}:443", Authority(storage), StringComparison.Ordinal)
        .Replace($"https://{Conversation.StorageHost}", Authority(storage), StringComparison.Ordinal)
        .Replace(Conversation.RecordedId, id, StringComparison.Ordinal);

    private string Recorded(string text) => text
        .Replace(Authority(service), $"https://{Conversation.ServiceHost}", StringComparison.Ordinal)
        .Replace(Authority(storage), $"https://{Conversation.StorageHost}", StringComparison.Ordinal)
        .Replace(id, Conversation.RecordedId, StringComparison.Ordinal);

    private static string Authority(LoopbackServer server) => server.Address.GetLeftPart(UriPartial.Authority);
}
