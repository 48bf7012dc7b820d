export
    EhrlichOrder,
    LexicographicOrder,
    UpToWeightOrder;

import
    Std.Arrays.Mapped,
    Std.Diagnostics.Fact;

/// # Summary
/// All subsets of k of n qubits, each as its indices in ascending order, in lexicographic order.
///
/// # Description
/// For n = 4, k = 2: {0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}. It is the order in which data for the amplitudes of Hamming weight k are
/// given, and in which compound matrices number their rows.
///
/// # Input
/// ## n
/// Number of qubits, from 1 on.
/// ## k
/// Number of them in each subset, 0 to n.
///
/// # Output
/// The C(n, k) subsets; a qubit is in the subset when it is |1⟩.
///
/// # See Also
/// - `QaaHybrid.GrayOrders.EhrlichOrder`
function LexicographicOrder(n : Int, k : Int) : Int[][] {
    CheckWeight("LexicographicOrder", n, 0, k);
    mutable subsets = [];
    mutable subset = FirstNumbers(k);
    mutable more = true;
    while more {
        subsets += [subset];
        // The last index that can still grow does, and those after it follow at once.
        mutable at = k - 1;
        while at >= 0 and subset[at] == n - k + at {
            at -= 1;
        }
        more = at >= 0;
        if more {
            let start = subset[at] + 1;
            for i in at..k - 1 {
                subset[i] = start + i - at;
            }
        }
    }
    subsets
}

/// # Summary
/// All subsets of k of n qubits in Ehrlich's Gray order: from one to the next a single element is exchanged.
///
/// # Description
/// It begins with {0, …, k − 1}. As bit strings b₀ … b_{n−1}: of the places whose prefix has not yet been continued by the other bit, the last
/// one flips; if it becomes 1 the next 1 after it becomes 0, and if it becomes 0 the last 0 before the next 1 becomes 1. So all strings
/// that begin with the same bits stand together: the first C(n − j, k − j) of them begin with j ones.
///
/// # Input
/// ## n
/// Number of qubits, from 1 on.
/// ## k
/// Number of them in each subset, 0 to n.
///
/// # Output
/// The C(n, k) subsets, each as its indices in ascending order.
///
/// # References
/// - Ehrlich, "Loopless algorithms for generating permutations, combinations, and other combinatorial configurations", Journal of
///   the ACM 20, 500 (1973)
///
/// # See Also
/// - `QaaHybrid.GrayOrders.LexicographicOrder`
/// - `QaaHybrid.WeightEncoders.HammingWeightEncoder`
function EhrlichOrder(n : Int, k : Int) : Int[][] {
    CheckWeight("EhrlichOrder", n, 0, k);
    mutable bits = [false, size = n];
    for i in 0..k - 1 {
        bits[i] = true;
    }
    // A place is pending while its prefix has another continuation; none is where all bits from it on are equal.
    mutable pending = PendingPlaces(bits);
    mutable subsets = [IndicesOf(bits)];
    mutable place = LastOf(pending);
    while place >= 0 {
        let nextOne = NextOne(bits, place);
        let partner = if bits[place] { LastZero(bits, nextOne) } else { nextOne };
        bits[partner] = bits[place];
        bits[place] = not bits[place];
        pending[place] = false;
        let renewed = PendingPlaces(bits);
        for i in place + 1..n - 1 {
            pending[i] = renewed[i];
        }
        subsets += [IndicesOf(bits)];
        place = LastOf(pending);
    }
    subsets
}

/// # Summary
/// All subsets of at most k of n qubits in a Gray order: from one to the next one element is exchanged or one is added.
///
/// # Description
/// It begins with the empty set. The subsets of each size l follow in Ehrlich's order with the qubits renamed: those of the last subset of
/// size l − 1, ascending, come first, then all others, ascending. So each size begins with its predecessor and one qubit more.
///
/// # Input
/// ## n
/// Number of qubits, from 1 on.
/// ## k
/// Largest number of them in a subset, 0 to n.
///
/// # Output
/// The subsets, each as its indices in ascending order.
///
/// # See Also
/// - `QaaHybrid.GrayOrders.EhrlichOrder`
/// - `QaaHybrid.WeightEncoders.UpToWeightEncoder`
function UpToWeightOrder(n : Int, k : Int) : Int[][] {
    CheckWeight("UpToWeightOrder", n, 0, k);
    mutable subsets = EhrlichOrder(n, 0);
    for weight in 1..k {
        let last = subsets[Length(subsets) - 1];
        let names = last + Complement(n, last);
        for subset in EhrlichOrder(n, weight) {
            subsets += [IndicesOf(Membership(n, Mapped(i -> names[i], subset)))];
        }
    }
    subsets
}

internal function CheckWeight(name : String, n : Int, least : Int, k : Int) : Unit {
    Fact(n >= 1 and least <= k and k <= n, $"{name} takes a weight from {least} to the number of qubits, {k} of {n} were given");
}

internal function FirstNumbers(count : Int) : Int[] {
    mutable numbers = [];
    for i in 0..count - 1 {
        numbers += [i];
    }
    numbers
}

internal function IndicesOf(bits : Bool[]) : Int[] {
    mutable indices = [];
    for i in 0..Length(bits) - 1 {
        if bits[i] {
            indices += [i];
        }
    }
    indices
}

internal function Membership(n : Int, subset : Int[]) : Bool[] {
    mutable bits = [false, size = n];
    for i in subset {
        bits[i] = true;
    }
    bits
}

internal function Complement(n : Int, subset : Int[]) : Int[] {
    IndicesOf(Mapped(bit -> not bit, Membership(n, subset)))
}

internal function PendingPlaces(bits : Bool[]) : Bool[] {
    let n = Length(bits);
    mutable pending = [false, size = n];
    for i in n - 2..-1..0 {
        pending[i] = pending[i + 1] or bits[i] != bits[i + 1];
    }
    pending
}

internal function LastOf(bits : Bool[]) : Int {
    mutable last = Length(bits) - 1;
    while last >= 0 and not bits[last] {
        last -= 1;
    }
    last
}

/// The first 1 after a place, or n where there is none.
internal function NextOne(bits : Bool[], place : Int) : Int {
    mutable next = place + 1;
    while next < Length(bits) and not bits[next] {
        next += 1;
    }
    next
}

/// The last 0 before an end.
internal function LastZero(bits : Bool[], end : Int) : Int {
    mutable last = end - 1;
    while bits[last] {
        last -= 1;
    }
    last
}
