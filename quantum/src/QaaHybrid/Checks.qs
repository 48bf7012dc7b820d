import
    Std.Diagnostics.Fact;

/// What an operation of this library asks of its register.
internal function CheckRegister(name : String, least : Int, qubits : Int) : Unit {
    Fact(qubits >= least, $"{name} needs a register of at least {least} qubits, it has {qubits}");
}

/// What an operation in layers asks of its angles.
internal function CheckAngles(name : String, qubits : Int, perLayer : Int, angles : Int) : Unit {
    Fact(
        angles > 0 and angles % perLayer == 0,
        $"{name} on {qubits} qubits takes a positive multiple of {perLayer} angles, {angles} were given"
    );
}

/// What a loader asks of its angles.
internal function CheckAngleCount(name : String, qubits : Int, expected : Int, angles : Int) : Unit {
    Fact(angles == expected, $"{name} on {qubits} qubits takes {expected} angles, {angles} were given");
}
