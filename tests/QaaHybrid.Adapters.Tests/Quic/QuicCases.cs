using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Quic;

internal sealed class QuicCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases =>
    [
        // 12 wide: n = 4 in one block, 4 + 6 coordinates; 5 wide: n = 3 of C_2 alone, or padding.
        Case("quic", "quic", ("blocks", 1), ("target_modules", "q_proj")),
        Case("quic: two blocks of 6", "quic", ("blocks", 2), ("orders", "1,2"), ("target_modules", "q_proj")),
        Case("quic: C1 alone", "quic", ("blocks", 2), ("orders", "1"), ("target_modules", "q_proj,v_proj")),
        Case("quic: C2 alone", "quic", ("blocks", 1), ("orders", "2"), ("target_modules", "q_proj,v_proj")),
        Case("quic: all orders from 0 to 3", "quic", ("blocks", 1), ("orders", "0,1,2,3"), ("target_modules", "q_proj")),
        Case("quic: shared blocks", "quic", ("blocks", 2), ("block_share", true), ("target_modules", "q_proj")),
        Case("quic: three in a row, offset", "quic", ("blocks", 2), ("orders", "1"), ("num_adapters", 3), ("offset_blocks", true), ("target_modules", "q_proj,v_proj")),
        Case("quic: changes added up", "quic", ("blocks", 2), ("orders", "2,1"), ("num_adapters", 2), ("stack", "changes"), ("target_modules", "q_proj")),
        Case("quic: not orthogonal", "quic", ("blocks", 1), ("use_orthogonal", false), ("target_modules", "q_proj")),
        Case("quic: input side", "quic", ("blocks", 2), ("side", "input"), ("target_modules", "q_proj,v_proj")),
        Case("quic: additive", "quic", ("blocks", 1), ("orders", "1,2"), ("additive", true), ("num_adapters", 2), ("scaling", 0.5), ("target_modules", "q_proj,v_proj")),
        Case("quic: pyramid", "quic", ("blocks", 2), ("parametrization", "pyramid"), ("target_modules", "q_proj")),
        Case("quic: X of an even number", "quic", ("blocks", 1), ("orders", "1,2"), ("parametrization", "x"), ("target_modules", "q_proj")),
        Case("quic: butterfly, C2 alone", "quic", ("blocks", 1), ("orders", "2"), ("parametrization", "butterfly"), ("target_modules", "q_proj")),
        Case("quic: brick, additive", "quic", ("blocks", 1), ("parametrization", "brick"), ("layers", 1), ("num_adapters", 2), ("additive", true), ("target_modules", "q_proj,v_proj")),
        Case("quic: means, added", "quic", ("blocks", 1), ("compound_type", "avg"), ("additive", true), ("target_modules", "q_proj")),
    ];
}
