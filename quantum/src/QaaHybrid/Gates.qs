export
    FBS,
    RBS,
    RBSByControlledRy,
    RBSByPauliExponentials;

import
    Std.Diagnostics.Fact,
    Std.Math.MaxI,
    Std.Math.MinI;

/// # Summary
/// Reconfigurable beam splitter: a Givens rotation of the basis states |01⟩ and |10⟩ of two qubits.
///
/// # Description
/// On |00⟩, |01⟩, |10⟩, |11⟩ of (first, second)
/// $$ \mathrm{RBS}(\theta) = \begin{pmatrix} 1 & 0 & 0 & 0 \\ 0 & \cos\theta & \sin\theta & 0 \\
/// 0 & -\sin\theta & \cos\theta & 0 \\ 0 & 0 & 0 & 1 \end{pmatrix} = e^{-i \theta (X \otimes Y - Y \otimes X) / 2}, $$
/// so RBS|10⟩ = cos θ |10⟩ + sin θ |01⟩. θ is the full angle, and it stands as θ and −θ in two Y rotations between Hadamard and
/// controlled-Z gates: every angle of the compiled circuit is plus or minus a parameter.
///
/// # Input
/// ## theta
/// Angle of the rotation, radians.
/// ## first
/// The qubit that is more significant in the matrix above.
/// ## second
/// The other qubit.
///
/// # Remarks
/// The number of qubits in |1⟩ is kept. On the amplitudes of weight one, ordered by the qubit that is |1⟩, the gate on qubits
/// (i, i + 1) is the rotation ((cos θ, −sin θ), (sin θ, cos θ)). Its frequencies are 1 and 2, so the two-term parameter-shift rule
/// does not hold for θ; it does for each of the two Y rotations by itself.
///
/// Under controls it takes the form of `RBSByControlledRy`, so that the controls go on one Y rotation only. That rotation is written as
/// two by ±θ with multiply controlled NOT gates between: the frequencies stay 1 and 2, all matrices stay real, and with one control there
/// is no auxiliary qubit.
///
/// # Example
/// ```qsharp
/// use qubits = Qubit[2];
/// X(qubits[0]);
/// QaaHybrid.Gates.RBS(0.3, qubits[0], qubits[1]); // 0.9553 |10⟩ + 0.2955 |01⟩
/// ResetAll(qubits);
/// ```
///
/// # References
/// - [arXiv:2209.08167](https://arxiv.org/abs/2209.08167) Cherrat et al., "Quantum Vision Transformers"
///
/// # See Also
/// - `QaaHybrid.Gates.FBS`
/// - `QaaHybrid.Gates.RBSByControlledRy`
/// - `QaaHybrid.Gates.RBSByPauliExponentials`
/// - `QaaHybrid.Layers.Pyramid`
operation RBS(theta : Double, first : Qubit, second : Qubit) : Unit is Adj + Ctl {
    body (...) {
        within {
            H(first);
            H(second);
            CZ(first, second);
        } apply {
            Ry(theta, first);
            Ry(-theta, second);
        }
    }
    controlled (controls, ...) {
        if Length(controls) == 0 {
            RBS(theta, first, second);
        } else {
            within {
                CNOT(first, second);
            } apply {
                ApplyDoubleRy(-theta, controls + [second], first);
            }
        }
    }
}

/// # Summary
/// The beam splitter `RBS` written with one controlled Y rotation.
///
/// # Description
/// A CNOT from the first qubit to the second turns |01⟩, |10⟩ into |01⟩, |11⟩; there a Y rotation of the first qubit by −2θ, controlled by the
/// second, is the Givens rotation; a second CNOT undoes the first. The same matrix as `RBS`, without a phase of its own.
///
/// # Input
/// ## theta
/// Angle of the rotation, radians.
/// ## first
/// The qubit that is more significant in the matrix of `RBS`.
/// ## second
/// The other qubit.
///
/// # Remarks
/// The form with the fewest gates on a simulator of sparse states: no Hadamard gate spreads a basis state.
///
/// # See Also
/// - `QaaHybrid.Gates.RBS`
operation RBSByControlledRy(theta : Double, first : Qubit, second : Qubit) : Unit is Adj + Ctl {
    within {
        CNOT(first, second);
    } apply {
        Controlled Ry([second], (-2.0 * theta, first));
    }
}

/// # Summary
/// The beam splitter `RBS` written as two exponentials of Pauli strings, which commute.
///
/// # Description
/// $$ \mathrm{RBS}(\theta) = e^{-i \theta X \otimes Y / 2} \, e^{i \theta Y \otimes X / 2}. $$
/// The form for machines whose native gates are Pauli rotations, such as ion traps; the same matrix as `RBS`.
///
/// # Input
/// ## theta
/// Angle of the rotation, radians.
/// ## first
/// The qubit that is more significant in the matrix of `RBS`.
/// ## second
/// The other qubit.
///
/// # See Also
/// - `QaaHybrid.Gates.RBS`
operation RBSByPauliExponentials(theta : Double, first : Qubit, second : Qubit) : Unit is Adj + Ctl {
    // Exp(P, t) is exp(i t P).
    Exp([PauliX, PauliY], -theta / 2.0, [first, second]);
    Exp([PauliY, PauliX], theta / 2.0, [first, second]);
}

/// # Summary
/// Fermionic beam splitter: a beam splitter that turns the other way when an odd number of the qubits between its two is in |1⟩.
///
/// # Description
/// On a basis state with ones on p of the qubits strictly between i and j, FBS(θ) acts on qubits (i, j) as RBS((−1)ᵖ θ). The sign is that
/// of fermions on a line (Jordan, Wigner); it is made by controlled-Z gates from qubit i to each qubit between, before and after.
///
/// # Input
/// ## theta
/// Angle of the rotation, radians.
/// ## i
/// Index of the qubit that is more significant in the matrix of `RBS`.
/// ## j
/// Index of the other qubit; on neighbours the gate is `RBS`.
/// ## qubits
/// The register that both stand in, in the order that says which qubits are between.
///
/// # Remarks
/// A circuit of these gates acts on the amplitudes of Hamming weight k as the k-th compound of its matrix on weight one, for any
/// pairs. With RBS that holds for neighbours only.
///
/// # References
/// - [arXiv:2202.00054](https://arxiv.org/abs/2202.00054) Kerenidis, Prakash, "Quantum machine learning with subspace states"
///
/// # See Also
/// - `QaaHybrid.Gates.RBS`
/// - `QaaHybrid.Layouts.ApplyFBSPairs`
operation FBS(theta : Double, i : Int, j : Int, qubits : Qubit[]) : Unit is Adj + Ctl {
    let n = Length(qubits);
    Fact(
        i != j and MinI(i, j) >= 0 and MaxI(i, j) < n,
        $"FBS acts on two different qubits of a register, {i} and {j} of {n} were given"
    );
    within {
        for between in MinI(i, j) + 1..MaxI(i, j) - 1 {
            CZ(qubits[i], qubits[between]);
        }
    } apply {
        RBS(theta, qubits[i], qubits[j]);
    }
}

/// A Y rotation by 2θ under any number of controls, as rotations by θ and −θ: between two NOT gates the second turns the other way.
internal operation ApplyDoubleRy(theta : Double, controls : Qubit[], target : Qubit) : Unit is Adj + Ctl {
    let count = Length(controls);
    if count == 0 {
        Ry(2.0 * theta, target);
    } elif count <= 2 {
        Ry(theta, target);
        Controlled X(controls, target);
        Ry(-theta, target);
        Controlled X(controls, target);
    } else {
        // Two controls become one, once for both NOT gates.
        use both = Qubit();
        within {
            CCNOT(controls[0], controls[1], both);
        } apply {
            ApplyDoubleRy(theta, controls[2...] + [both], target);
        }
    }
}
