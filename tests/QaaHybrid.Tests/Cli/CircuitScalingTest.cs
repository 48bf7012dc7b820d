using QaaHybrid.Tests.Support;

namespace QaaHybrid.Tests.Cli;

public class CircuitScalingTest
{
    [Test]
    public async Task Widths_become_qubits_angles_and_gates()
    {
        var rows = (await Qaa.JsonAsync("circuit", "scaling", "--widths", "6,8,9", "--layers", "2", "--samples", "0")).GetProperty("rows").EnumerateArray().ToList();
        // RYRing: n angles and n CNOTs a layer.
        Assert.That(rows.Select(row => row.GetProperty("width").GetInt32()), Is.EqualTo(new[] { 6, 8, 9 }));
        Assert.That(rows.Select(row => row.GetProperty("qubits").GetInt32()), Is.EqualTo(new[] { 3, 3, 4 }));
        Assert.That(rows.Select(row => row.GetProperty("angles").GetInt32()), Is.EqualTo(new[] { 6, 6, 8 }));
        Assert.That(rows.Select(row => row.GetProperty("two_qubit_gates").GetInt32()), Is.EqualTo(new[] { 6, 6, 8 }));
        Assert.That(rows.All(row => !row.TryGetProperty("variance", out _)));
    }

    [Test]
    public async Task The_variance_falls_with_the_qubits_and_follows_the_seed()
    {
        string[] command = ["circuit", "scaling", "--qubits", "2-4", "--layers", "n", "--samples", "60"];
        var (first, again, other) = (await VariancesAsync(command), await VariancesAsync(command), await VariancesAsync([.. command, "--seed", "5"]));
        Assert.That(first, Is.Ordered.Descending);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [TestCase("--qubits 5-3", "expected N or N-M")]
    [TestCase("--widths 8 --qubits 3", "exclude each other")]
    [TestCase("--widths 1", "'1' is no whole number of at least 2")]
    [TestCase("--samples 1", "a variance needs two")]
    [TestCase("--layers many", "'many' is no whole number")]
    public async Task What_cannot_be_counted_is_refused(string arguments, string why)
    {
        var result = await Qaa.RunAsync(["circuit", "scaling", .. arguments.Split(' ')]);
        Assert.That((result.ExitCode, result.Out), Is.EqualTo((2, "")), result.Error);
        Assert.That(result.Error, Does.StartWith("qaa: ").And.Contain(why));
    }

    private static async Task<List<double>> VariancesAsync(string[] command) =>
        [.. (await Qaa.JsonAsync(command)).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("variance").GetDouble())];
}
