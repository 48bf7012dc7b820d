import
    Std.Diagnostics.Fact,
    Std.Math.Binom,
    QaaHybrid.GrayOrders.EhrlichOrder,
    QaaHybrid.GrayOrders.LexicographicOrder,
    QaaHybrid.GrayOrders.UpToWeightOrder,
    Tests.Helpers.StatesOfWeight,
    Tests.Helpers.Weight;

@Test()
function LexicographicOrderIsThatOfTheIndices() : Unit {
    for n in 1..6 {
        for k in 0..n {
            Fact(AsStates(n, LexicographicOrder(n, k)) == StatesOfWeight(n, k), $"LexicographicOrder({n}, {k})");
        }
    }
    Fact(LexicographicOrder(4, 2) == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]], "LexicographicOrder(4, 2)");
}

@Test()
function EhrlichOrderExchangesOneElementAtATime() : Unit {
    for n in 1..7 {
        for k in 0..n {
            let states = AsStates(n, EhrlichOrder(n, k));
            CheckComplete($"EhrlichOrder({n}, {k})", n, Binom(n, k), states);
            for i in 0..Length(states) - 1 {
                Fact(Weight(states[i]) == k, $"EhrlichOrder({n}, {k}) has a subset of another size at {i}");
                if i > 0 {
                    Fact(Weight(states[i] ^^^ states[i - 1]) == 2, $"EhrlichOrder({n}, {k}) exchanges more than one element before {i}");
                }
                for j in 0..k {
                    if i < Binom(n - j, k - j) {
                        Fact(states[i] >>> n - j == (1 <<< j) - 1, $"subset {i} of EhrlichOrder({n}, {k}) does not begin with {j} ones");
                    }
                }
            }
        }
    }
}

@Test()
function EhrlichOrderOfSmallSetsIsThis() : Unit {
    Fact(EhrlichOrder(4, 2) == [[0, 1], [0, 3], [0, 2], [1, 2], [1, 3], [2, 3]], $"EhrlichOrder(4, 2) is {EhrlichOrder(4, 2)}");
    Fact(
        EhrlichOrder(5, 3) == [[0, 1, 2], [0, 1, 4], [0, 1, 3], [0, 2, 3], [0, 2, 4], [0, 3, 4], [2, 3, 4], [1, 3, 4], [1, 2, 4], [1, 2, 3]],
        $"EhrlichOrder(5, 3) is {EhrlichOrder(5, 3)}"
    );
}

@Test()
function UpToWeightOrderGrowsByOneElement() : Unit {
    for n in 1..6 {
        for k in 0..n {
            let states = AsStates(n, UpToWeightOrder(n, k));
            mutable count = 0;
            for weight in 0..k {
                count += Binom(n, weight);
            }
            CheckComplete($"UpToWeightOrder({n}, {k})", n, count, states);
            for i in 1..Length(states) - 1 {
                let (before, after) = (states[i - 1], states[i]);
                let grows = Weight(after) == Weight(before) + 1 and before &&& after == before;
                let exchanges = Weight(after) == Weight(before) and Weight(before ^^^ after) == 2;
                Fact(grows or exchanges, $"UpToWeightOrder({n}, {k}) neither adds nor exchanges one element before {i}");
            }
            Fact(Weight(states[Length(states) - 1]) == k, $"UpToWeightOrder({n}, {k}) does not end with weight {k}");
        }
    }
}

/// As many as there should be, and no two equal.
internal function CheckComplete(name : String, n : Int, count : Int, states : Int[]) : Unit {
    Fact(Length(states) == count, $"{name} has {Length(states)} subsets, not {count}");
    mutable seen = [false, size = 1 <<< n];
    for state in states {
        Fact(not seen[state], $"{name} has a subset twice");
        seen[state] = true;
    }
}

/// Subsets as numbers, the first qubit being the most significant bit.
internal function AsStates(n : Int, subsets : Int[][]) : Int[] {
    Std.Arrays.Mapped(subset -> Std.Arrays.Fold((state, q) -> state + (1 <<< n - 1 - q), 0, subset), subsets)
}
