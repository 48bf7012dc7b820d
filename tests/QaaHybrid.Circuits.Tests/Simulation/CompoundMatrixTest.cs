namespace QaaHybrid.Circuits.Tests;

/// <summary>
/// A pyramid of RBS gates acts on the basis states of Hamming weight k as the k-th compound of the orthogonal matrix A that it is on weight 1:
/// entry (I, J) is the minor det A_{IJ} of row set I and column set J, subsets in lexicographic order.
/// </summary>
public class CompoundMatrixTest
{
    [Test]
    public void A_pyramid_is_the_compound_of_its_weight_one_matrix([Range(2, 8)] int qubits)
    {
        var pyramid = Tapes.Pyramid(qubits);
        var theta = Tapes.Angles(qubits, pyramid.Parameters);
        CompoundMatrix.Check(pyramid, theta);
    }

    [Test]
    public void So_is_the_compilers_own_text() => CompoundMatrix.Check(Fixture.Program("pyramid-8.ll").ToCircuit("pyramid"), []);
}
