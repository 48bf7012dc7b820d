using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.QuanTA;

internal sealed class QuanTACases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("quanta", "quanta", ("per_dim_features", "3,2,2"), ("target_modules", "q_proj,v_proj")),
        Case("quanta padded", "quanta", ("per_dim_features", "4,4"), ("target_modules", "q_proj,v_proj")),
        Case("quanta of two axes", "quanta", ("d", 2), ("target_modules", "q_proj,v_proj")),
    ];
}
