using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Full;

internal sealed class FullCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases => [Case("full", "full")];
}
