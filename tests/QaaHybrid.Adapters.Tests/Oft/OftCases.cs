using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Oft;

internal sealed class OftCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        Case("oft exact", "oft", ("oft_block_size", 4), ("use_cayley_neumann", false), ("target_modules", "q_proj,v_proj")),
        Case("oft series", "oft", ("r", 2), ("target_modules", "q_proj,v_proj")),
        Case("oft shared", "oft", ("oft_block_size", 3), ("block_share", true), ("use_cayley_neumann", false), ("target_modules", "q_proj,v_proj")),
        // So wide a limit that nothing is pulled back: what happens at the limit is tested by itself.
        Case("coft", "oft", ("oft_block_size", 6), ("coft", true), ("eps", 1000), ("use_cayley_neumann", false), ("target_modules", "q_proj,v_proj")),
    ];
}
