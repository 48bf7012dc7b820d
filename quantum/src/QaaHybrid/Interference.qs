export
    ControlledRx,
    ControlledRxx,
    ControlledRy,
    ControlledRyy,
    ControlledRz,
    ControlledRzz,
    Interfere;

import
    QaaHybrid.Checks.CheckAngleCount,
    QaaHybrid.Checks.CheckRegister,
    QaaHybrid.Gates.ApplyDoubleRy;

/// # Summary
/// Lets what a register holds under |0⟩ of its first qubit interfere with what it holds under |1⟩.
///
/// # Description
/// A Hadamard gate on the first qubit:
/// $$ \tfrac{1}{\sqrt 2} (|0\rangle |\phi\rangle + |1\rangle |\psi\rangle) \to \tfrac12 |0\rangle (|\phi\rangle + |\psi\rangle) + \tfrac12 |1\rangle (|\phi\rangle - |\psi\rangle) . $$
/// Where φ and ψ are real, the probabilities of (0, i) and (1, i) differ by φᵢ ψᵢ: a known reference φ brings out the signs of ψ.
///
/// # Input
/// ## theta
/// No angles.
/// ## qubits
/// The reference qubit, then the register.
///
/// # Remarks
/// The host makes its tomography of real circuits of this: `AmplitudeEmbedding` on one qubit more loads φ and ψ together, of the circuit that acts on ψ its
/// rotations alone are controlled (`ControlledRy` and the others here), and φ is what its remaining gates turn into the reference.
///
/// # See Also
/// - `QaaHybrid.Overlaps.InterfereWithUniform`
operation Interfere(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckRegister("Interfere", 2, Length(qubits));
    CheckAngleCount("Interfere", Length(qubits), 0, Length(theta));
    H(qubits[0]);
}

/// # Summary
/// A rotation about X of the second qubit where the first one is in |1⟩.
///
/// # Input
/// ## theta
/// One angle, radians.
/// ## qubits
/// The control, then the qubit that is turned.
///
/// # See Also
/// - `QaaHybrid.Interference.Interfere`
operation ControlledRx(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckRegister("ControlledRx", 2, Length(qubits));
    CheckAngleCount("ControlledRx", Length(qubits), 1, Length(theta));
    Controlled Rx([qubits[0]], (theta[0], qubits[1]));
}

/// # Summary
/// A rotation about Y of the second qubit where the first one is in |1⟩.
///
/// # Input
/// ## theta
/// One angle, radians.
/// ## qubits
/// The control, then the qubit that is turned.
///
/// # Remarks
/// Written with real gates alone, so that a real circuit stays one gate by gate.
///
/// # See Also
/// - `QaaHybrid.Interference.Interfere`
operation ControlledRy(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckRegister("ControlledRy", 2, Length(qubits));
    CheckAngleCount("ControlledRy", Length(qubits), 1, Length(theta));
    ApplyDoubleRy(theta[0] / 2.0, [qubits[0]], qubits[1]);
}

/// # Summary
/// A rotation about Z of the second qubit where the first one is in |1⟩.
///
/// # Input
/// ## theta
/// One angle, radians.
/// ## qubits
/// The control, then the qubit that is turned.
///
/// # See Also
/// - `QaaHybrid.Interference.Interfere`
operation ControlledRz(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckRegister("ControlledRz", 2, Length(qubits));
    CheckAngleCount("ControlledRz", Length(qubits), 1, Length(theta));
    Controlled Rz([qubits[0]], (theta[0], qubits[1]));
}

/// # Summary
/// A rotation about X ⊗ X of the second and third qubit where the first one is in |1⟩.
///
/// # Input
/// ## theta
/// One angle, radians.
/// ## qubits
/// The control, then the two qubits that are turned.
///
/// # See Also
/// - `QaaHybrid.Interference.Interfere`
operation ControlledRxx(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckRegister("ControlledRxx", 3, Length(qubits));
    CheckAngleCount("ControlledRxx", Length(qubits), 1, Length(theta));
    Controlled Rxx([qubits[0]], (theta[0], qubits[1], qubits[2]));
}

/// # Summary
/// A rotation about Y ⊗ Y of the second and third qubit where the first one is in |1⟩.
///
/// # Input
/// ## theta
/// One angle, radians.
/// ## qubits
/// The control, then the two qubits that are turned.
///
/// # See Also
/// - `QaaHybrid.Interference.Interfere`
operation ControlledRyy(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckRegister("ControlledRyy", 3, Length(qubits));
    CheckAngleCount("ControlledRyy", Length(qubits), 1, Length(theta));
    Controlled Ryy([qubits[0]], (theta[0], qubits[1], qubits[2]));
}

/// # Summary
/// A rotation about Z ⊗ Z of the second and third qubit where the first one is in |1⟩.
///
/// # Input
/// ## theta
/// One angle, radians.
/// ## qubits
/// The control, then the two qubits that are turned.
///
/// # See Also
/// - `QaaHybrid.Interference.Interfere`
operation ControlledRzz(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
    CheckRegister("ControlledRzz", 3, Length(qubits));
    CheckAngleCount("ControlledRzz", Length(qubits), 1, Length(theta));
    Controlled Rzz([qubits[0]], (theta[0], qubits[1], qubits[2]));
}
