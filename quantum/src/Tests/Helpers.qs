import
    Std.Arrays.MappedOverRange,
    Std.Convert.IntAsDouble,
    Std.Diagnostics.CheckAllZero,
    Std.Diagnostics.Fact,
    Std.Math.Complex,
    Std.Math.PNorm,
    Std.Math.Sin,
    Std.StatePreparation.PreparePureStateD;

internal function SomeAngles(count : Int) : Double[] {
    MappedOverRange(i -> 0.35 + 0.6 * Sin(2.1 * IntAsDouble(i)), 0..count - 1)
}

/// Numbers of both signs, none of them zero.
internal function SomeData(count : Int) : Double[] {
    MappedOverRange(i -> Sin(3.7 * IntAsDouble(i * i) + 1.0), 0..count - 1)
}

/// Whether an operation makes this real state from |0…0⟩. Under the control of a qubit in |+⟩ its sign shows too.
internal operation CheckMakes(name : String, n : Int, make : Qubit[] => Unit is Ctl, expected : Double[]) : Unit {
    use qubits = Qubit[n + 1];
    make(qubits[1...]);
    Adjoint PreparePureStateD(expected, qubits[1...]);
    Fact(CheckAllZero(qubits), $"{name} on {n} qubits does not make {expected}");
    H(qubits[0]);
    Controlled make([qubits[0]], qubits[1...]);
    let norm = PNorm(2.0, expected);
    let zero = MappedOverRange(i -> if i == 0 { norm } else { 0.0 }, 0..Length(expected) - 1);
    Adjoint PreparePureStateD(zero + expected, qubits);
    Fact(CheckAllZero(qubits), $"{name} on {n} qubits, under control, does not make {expected} with this sign");
}

/// Basis states of Hamming weight k as numbers, the first qubit being the most significant bit: descending, as subsets lexicographic.
internal function StatesOfWeight(n : Int, k : Int) : Int[] {
    mutable states = [];
    for state in (1 <<< n) - 1..-1..0 {
        if Weight(state) == k {
            states += [state];
        }
    }
    states
}

/// Number of ones of a number.
internal function Weight(number : Int) : Int {
    mutable ones = 0;
    mutable rest = number;
    while rest > 0 {
        ones += rest % 2;
        rest /= 2;
    }
    ones
}

/// Whether a qubit is |1⟩ in a basis state.
internal function IsOne(n : Int, qubit : Int, state : Int) : Bool {
    (state >>> n - 1 - qubit) % 2 == 1
}

/// Applies a real matrix, given entry by entry. Only the simulator can: call it by its full name, as an import breaks every other profile.
@Config(Unrestricted)
internal operation ApplyMatrix(entry : (Int, Int) -> Double, qubits : Qubit[]) : Unit {
    let last = (1 <<< Length(qubits)) - 1;
    let row = i -> MappedOverRange(j -> new Complex { Real = entry(i, j), Imag = 0.0 }, 0..last);
    ApplyUnitary(MappedOverRange(row, 0..last), qubits);
}
