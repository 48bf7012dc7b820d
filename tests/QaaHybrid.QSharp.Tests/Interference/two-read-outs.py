# The two ways to read the amplitudes of a real state from shots, on random states: magnitudes from the computational basis with signs along the strongest pairs (n further
# circuits, one with a Hadamard gate on each qubit), and interference with the uniform state. Prints the expected squared L2 error and how far the estimate is off along the
# state; the tree is given the sign of the whole. Where the figures in InterferenceCircuit.cs come from:
#   python3 two-read-outs.py          (NumPy)
import numpy as np

rng = np.random.default_rng(1)


def by_tree(psi, shots):
    states = len(psi)
    qubits = states.bit_length() - 1
    each = shots // (qubits + 1)
    magnitudes = np.sqrt(rng.multinomial(each, psi**2) / each)
    index = np.arange(states)
    products = {}
    for q in range(qubits):
        other = index ^ (1 << q)
        low = (index >> q) & 1 == 0
        turned = np.where(low, psi[index] + psi[other], psi[other] - psi[index]) / np.sqrt(2)
        read = rng.multinomial(each, turned**2) / each
        for i in index[low]:
            products[i, i ^ (1 << q)] = read[i] - read[i ^ (1 << q)]  # 2 psi_i psi_j
    parent, sign = list(range(states)), np.ones(states)

    def root(i):
        s = 1.0
        while parent[i] != i:
            s, i = s * sign[i], parent[i]
        return i, s

    for i, j in sorted(products, key=lambda pair: -abs(products[pair])):
        (a, s), (b, t) = root(i), root(j)
        if a != b:
            parent[b], sign[b] = a, s * t * (1 if products[i, j] >= 0 else -1)
    found = np.array([root(i)[1] * magnitudes[i] for i in index])
    return found if found @ psi >= 0 else -found


def by_interference(psi, shots):
    r = 1 / np.sqrt(len(psi))
    p = np.concatenate([(r + psi) ** 2, (r - psi) ** 2]) / 4
    read = rng.multinomial(shots, p / p.sum()) / shots
    return (read[: len(psi)] - read[len(psi) :]) / r


for qubits in (3, 4, 6, 8):
    for shots in (500, 2000, 10000):
        line = f"{qubits} qubits, {shots:6} shots:"
        for way in (by_tree, by_interference):
            square, along = [], []
            for _ in range(60):
                psi = rng.normal(size=1 << qubits)
                psi /= np.linalg.norm(psi)
                found = np.array([way(psi, shots) for _ in range(10)])
                square.append(((found - psi) ** 2).sum(1).mean())
                along.append((found @ psi).mean() - 1)
            line += f"  {way.__name__} {np.mean(square):.4f}, along {np.mean(along):+.4f}"
        print(line)
