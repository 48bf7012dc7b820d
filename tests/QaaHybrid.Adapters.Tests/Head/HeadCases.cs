using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Head;

internal sealed class HeadCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases => [Case("head", "head", ("modules_to_save", "v_proj"))];
}
