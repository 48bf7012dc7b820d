namespace QaaHybrid.Azure.Tests;

/// <summary>
/// Every recorded conversation, driven by our client: the requests are held against the recorded ones, and what the client makes of the
/// answers against the recorded bytes. This shows that it speaks the protocol as it was recorded in October and November 2025.
/// </summary>
public class ReplayTests
{
    private static IEnumerable<string> Names => ReplayScenarios.All.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task The_conversation_is_held_as_it_was_recorded(string name)
    {
        var differences = await ReplayScenarios.All[name](Conversation.Read(name));
        Assert.That(differences.Where(difference => !DeclaredDifferences.All.Any(declared => declared.Covers(difference))), Is.Empty,
            "differences that are not declared");
    }

    [Test]
    public void Every_recorded_conversation_has_its_scenario() => Assert.That(
        Directory.GetFiles(Repository.SharedOrSkip("recordings", "azure-quantum", "conversations"), "*.json").Select(Path.GetFileNameWithoutExtension),
        Is.EquivalentTo(Names));

    [Test]
    public async Task Every_declared_difference_occurs()
    {
        var found = new List<Difference>();
        foreach (var (name, scenario) in ReplayScenarios.All)
            found.AddRange(await scenario(Conversation.Read(name)));
        var missing = new List<string>();
        foreach (var declared in DeclaredDifferences.All)
        {
            var cases = found.Where(declared.Covers).ToArray();
            var where = cases.Select(difference => difference.Conversation[..2]).Distinct().Order(StringComparer.Ordinal).ToArray();
            TestContext.Out.WriteLine($"{declared.Kind,-8}{declared.Item.Replace("\\", ""),-48}{cases.Length,4} in {string.Join(' ', where),-24}{declared.Reason}");
            if (cases.Length == 0 || declared.Conversations.Except(where).Any())
                missing.Add($"{declared.Kind} {declared.Item}: declared for {string.Join(' ', declared.Conversations)}, seen in {string.Join(' ', where)}");
        }
        Assert.That(missing, Is.Empty, "declared, but not seen");
    }
}
