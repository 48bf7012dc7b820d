using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Boft;

internal sealed class BoftCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("boft one factor", "boft", ("boft_block_size", 3), ("target_modules", "q_proj,v_proj")),
        Case("boft two factors", "boft", ("boft_block_num", 6), ("boft_n_butterfly_factor", 2), ("target_modules", "q_proj,v_proj")),
        Case("boft m=2 b=6", "boft", ("boft_block_size", 6), ("boft_n_butterfly_factor", 2), ("target_modules", "q_proj,v_proj")),
    ];
}
