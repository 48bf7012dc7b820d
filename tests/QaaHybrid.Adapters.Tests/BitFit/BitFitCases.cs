using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.BitFit;

internal sealed class BitFitCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases => [Case("bitfit", "bitfit")];
}
