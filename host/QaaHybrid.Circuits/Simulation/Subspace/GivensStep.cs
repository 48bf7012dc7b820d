namespace QaaHybrid.Circuits.Subspace;

/// <summary>
/// A beam splitter in the subspace: every pair (x, y) = (S ∪ {i}, S ∪ {j}) of amplitudes becomes (c x - s y, s x + c y).
/// </summary>
/// <param name="First">Qubit i.</param>
/// <param name="Second">Qubit j.</param>
/// <param name="Terms">The angle: the sum of these.</param>
internal readonly record struct GivensStep(int First, int Second, Angle[] Terms);
