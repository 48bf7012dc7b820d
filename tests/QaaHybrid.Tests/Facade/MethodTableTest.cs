using QaaHybrid.Adapters;
using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests;

/// <summary>Which methods start as the base model and which merge: all but those that are named here with what they are.</summary>
public class MethodTableTest
{
    private static readonly string[] StartElsewhere =
    [
        // As published; the prefix takes a part of the attention; neither the maximum nor the mean of a minor of the identity is one; two identities make two.
        "fourierft", "prefix", "quic compound_type=max", "quic compound_type=avg", "quic num_adapters=2 stack=sum",
    ];

    // No weight holds a prefix; a mean of minors cannot be taken out again; expectations and probabilities are not linear, amplitudes are.
    private static readonly string[] DoNotMerge = ["prefix", "quic compound_type=avg", "qaa", "qaa read_out=probabilities"];

    [Test]
    public async Task Every_method_starts_as_the_base_model_and_merges_exactly_or_is_known_not_to()
    {
        await using var session = new QaaSession(TinyRun.Cache);
        var findings = await MethodTable.ExamineAsync(session);
        Assert.That(findings.Select(finding => finding.Name).Distinct(), Is.EqualTo(AdapterRegistry.Methods.Select(method => method.Name)));
        Assert.That(findings.Where(finding => finding.Start > 1e-9).Select(Name), Is.EquivalentTo(StartElsewhere));
        Assert.That(findings.Where(finding => finding.MergeObstacle is not null).Select(Name), Is.EquivalentTo(DoNotMerge));
        foreach (var finding in findings.Where(finding => finding.MergeObstacle is null))
        {
            Assert.That(finding.MergeError, Is.LessThan(1e-6), Name(finding));
            Assert.That(finding.UnmergeError, Is.LessThan(1e-6), Name(finding));
        }
    }

    private static string Name(MethodFinding finding) => $"{finding.Name} {finding.Options}".Trim();
}
