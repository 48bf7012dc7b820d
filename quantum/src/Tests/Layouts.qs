import
    Std.Diagnostics.CheckOperationsAreEqual,
    Std.Diagnostics.Fact,
    Std.Math.MaxI,
    QaaHybrid.Gates.FBS,
    QaaHybrid.Gates.RBS,
    QaaHybrid.Layouts.ApplyFBSPairs,
    QaaHybrid.Layouts.ApplyRBSPairs,
    QaaHybrid.Layouts.BrickPairs,
    QaaHybrid.Layouts.ButterflyPairs,
    QaaHybrid.Layouts.PyramidPairs,
    QaaHybrid.Layouts.RoundRobinPairs,
    QaaHybrid.Layouts.XPairs;

@Test()
function PairsOfSmallRegistersAreTheseInThisOrder() : Unit {
    let expected = [
        ("Brick", BrickPairs, 2, [(0, 1)]),
        ("Brick", BrickPairs, 5, [(0, 1), (2, 3), (1, 2), (3, 4)]),
        ("Pyramid", PyramidPairs, 2, [(0, 1)]),
        ("Pyramid", PyramidPairs, 5, [(0, 1), (1, 2), (0, 1), (2, 3), (1, 2), (0, 1), (3, 4), (2, 3), (1, 2), (0, 1)]),
        ("X", XPairs, 2, [(0, 1)]),
        ("X", XPairs, 4, [(0, 1), (2, 3), (1, 2), (2, 3), (0, 1)]),
        ("X", XPairs, 6, [(0, 1), (4, 5), (1, 2), (3, 4), (2, 3), (3, 4), (1, 2), (4, 5), (0, 1)]),
        ("Butterfly", ButterflyPairs, 2, [(0, 1)]),
        ("Butterfly", ButterflyPairs, 4, [(0, 2), (1, 3), (0, 1), (2, 3)]),
        ("RoundRobin", RoundRobinPairs, 3, [(1, 2), (0, 2), (0, 1)]),
        ("RoundRobin", RoundRobinPairs, 4, [(0, 3), (1, 2), (1, 3), (0, 2), (2, 3), (0, 1)])
    ];
    for (name, pairs, n, list) in expected {
        Fact(pairs(n) == list, $"{name}Pairs({n}) is {pairs(n)}, not {list}");
    }
}

@Test()
function CountsAndDepthsFollowTheFormulas() : Unit {
    for n in 2..9 {
        CheckSize("Brick", BrickPairs(n), n, n - 1, if n == 2 { 1 } else { 2 });
        CheckSize("Pyramid", PyramidPairs(n), n, n * (n - 1) / 2, 2 * n - 3);
        CheckSize("RoundRobin", RoundRobinPairs(n), n, n * (n - 1) / 2, if n % 2 == 0 { n - 1 } else { n });
        if n % 2 == 0 {
            CheckSize("X", XPairs(n), n, 2 * n - 3, n - 1);
        }
    }
    for levels in 1..5 {
        let n = 1 <<< levels;
        CheckSize("Butterfly", ButterflyPairs(n), n, n / 2 * levels, levels);
    }
}

@Test()
function RoundRobinMeetsEveryPairOnce() : Unit {
    for n in 2..9 {
        mutable met = [false, size = n * n];
        for (i, j) in RoundRobinPairs(n) {
            Fact(0 <= i and i < j and j < n, $"({i}, {j}) is no pair of {n} qubits in ascending order");
            Fact(not met[i * n + j], $"RoundRobinPairs({n}) has the pair ({i}, {j}) twice");
            met[i * n + j] = true;
        }
    }
}

@Test()
operation PairsAreRunThroughOverAndOver() : Unit {
    let pairs = [(0, 2), (2, 1)];
    let theta = [0.3, -0.7, 1.1, 0.2];
    let beamSplitters = qs => {
        RBS(0.3, qs[0], qs[2]);
        RBS(-0.7, qs[2], qs[1]);
        RBS(1.1, qs[0], qs[2]);
        RBS(0.2, qs[2], qs[1]);
    };
    let fermionic = qs => {
        FBS(0.3, 0, 2, qs);
        FBS(-0.7, 2, 1, qs);
        FBS(1.1, 0, 2, qs);
        FBS(0.2, 2, 1, qs);
    };
    Fact(CheckOperationsAreEqual(3, qs => ApplyRBSPairs(theta, pairs, qs), beamSplitters), "ApplyRBSPairs differs from its gates");
    Fact(CheckOperationsAreEqual(3, qs => ApplyFBSPairs(theta, pairs, qs), fermionic), "ApplyFBSPairs differs from its gates");
}

internal function CheckSize(name : String, pairs : (Int, Int)[], n : Int, count : Int, depth : Int) : Unit {
    Fact(Length(pairs) == count, $"{name}Pairs({n}) has {Length(pairs)} pairs, not {count}");
    Fact(Depth(pairs, n) == depth, $"{name}Pairs({n}) has depth {Depth(pairs, n)}, not {depth}");
}

/// Every gate as early as its two qubits are free.
internal function Depth(pairs : (Int, Int)[], n : Int) : Int {
    mutable busy = [0, size = n];
    mutable depth = 0;
    for (i, j) in pairs {
        let step = MaxI(busy[i], busy[j]) + 1;
        busy[i] = step;
        busy[j] = step;
        depth = MaxI(depth, step);
    }
    depth
}
