/// The operations behind the QIR fixtures (make-fixtures.mjs). RBS: full angle, H-CZ form.
operation RBS(theta : Double, a : Qubit, b : Qubit) : Unit is Adj + Ctl {
    within {
        H(a);
        H(b);
        CZ(a, b);
    } apply {
        Ry(theta, a);
        Ry(-theta, b);
    }
}

operation RYRing(theta : Double[], qubits : Qubit[]) : Unit {
    let n = Length(qubits);
    for layer in 0..Length(theta) / n - 1 {
        for q in 0..n - 1 {
            Ry(theta[layer * n + q], qubits[q]);
        }
        for q in 0..n - 1 {
            CNOT(qubits[q], qubits[(q + 1) % n]);
        }
    }
}

operation Pyramid(theta : Double[], qubits : Qubit[]) : Unit {
    mutable i = 0;
    for k in 1..Length(qubits) - 1 {
        for q in k..-1..1 {
            RBS(theta[i], qubits[q - 1], qubits[q]);
            i += 1;
        }
    }
}

operation EveryGate(theta : Double[], q : Qubit[]) : Unit {
    X(q[0]);
    Y(q[1]);
    Z(q[2]);
    H(q[0]);
    S(q[1]);
    Adjoint S(q[2]);
    T(q[0]);
    Adjoint T(q[1]);
    SX(q[2]);
    Rx(theta[0], q[0]);
    Ry(theta[1], q[1]);
    Rz(-theta[2], q[2]);
    Rxx(theta[3], q[0], q[1]);
    Ryy(theta[4], q[1], q[2]);
    Rzz(theta[5], q[2], q[0]);
    CNOT(q[0], q[1]);
    CY(q[1], q[2]);
    CZ(q[2], q[0]);
    SWAP(q[0], q[2]);
    CCNOT(q[0], q[1], q[2]);
    Rz(2.0 * theta[6], q[0]);
    Ry(theta[0] / 2.0 + 0.25, q[1]);
    Rx(0.125, q[2]);
}

operation ControlledRBS(theta : Double[], q : Qubit[]) : Unit {
    Controlled RBS([q[0], q[1]], (theta[0], q[2], q[3]));
}

operation Numbers(theta : Double[], q : Qubit[]) : Unit {
    for t in theta {
        Ry(t, q[0]);
    }
}

operation MeasuresInside(theta : Double[], q : Qubit[]) : Unit {
    Ry(theta[0], q[0]);
    if M(q[0]) == One {
        Ry(theta[1], q[1]);
    }
    Reset(q[0]);
}

operation ResetsInside(theta : Double[], q : Qubit[]) : Unit {
    Ry(theta[0], q[0]);
    Reset(q[0]);
    Ry(theta[1], q[0]);
}
