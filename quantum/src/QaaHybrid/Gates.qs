export RBS;

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
/// - `QaaHybrid.Layers.Pyramid`
operation RBS(theta : Double, first : Qubit, second : Qubit) : Unit is Adj + Ctl {
    within {
        H(first);
        H(second);
        CZ(first, second);
    } apply {
        Ry(theta, first);
        Ry(-theta, second);
    }
}
