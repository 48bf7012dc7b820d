using System.Numerics;
using QaaHybrid.Circuits.Fusion;

namespace QaaHybrid.Circuits.Subspace;

/// <summary>A circuit of blocks that preserve weight, as steps over the C(n, k) amplitudes of weight k.</summary>
internal sealed class SubspaceProgram
{
    private readonly List<GivensStep> _givens = [];
    private readonly List<MatrixStep> _matrices = [];

    /// <summary>Makes the program.</summary>
    /// <exception cref="NotSupportedException">A block does not preserve weight, or the weight is not the one that the circuit starts with.</exception>
    public SubspaceProgram(CircuitBlocks blocks, int weight)
    {
        var circuit = blocks.Circuit;
        if (!blocks.PreservesWeight)
            throw new NotSupportedException(Refusal(blocks));
        if (weight < 0 || weight > circuit.Qubits)
            throw new NotSupportedException($"{circuit.Name} has {circuit.Qubits} qubits; there is no Hamming weight {weight} on them");
        if (blocks.StartFlips.Count > 0 && blocks.StartFlips.Count != weight)
            throw new NotSupportedException(
                $"{circuit.Name} begins with {blocks.StartFlips.Count} flips of |0…0⟩, so its states have Hamming weight {blocks.StartFlips.Count}, not {weight}");
        Blocks = blocks;
        Basis = new WeightBasis(circuit.Qubits, weight);
        Start = blocks.StartFlips.Count > 0 ? Basis.Rank([.. blocks.StartFlips]) : null;
        var forms = new Dictionary<BlockPattern, GivensForm?>();
        Complex? phase = blocks.StartPhase;
        foreach (var block in blocks.Blocks)
        {
            if (!forms.TryGetValue(block.Pattern, out var form))
                forms.Add(block.Pattern, form = GivensForm.Of(block.Pattern));
            phase *= block.Pattern.ConstantPhase();
            if (weight == 0)
                continue;
            if (form is not null)
                AddGivens(block, form);
            else
                AddMatrix(new MatrixStep(block, Basis));
            IsComplex |= !block.Class.HasFlag(BlockClass.Real);
        }
        Phase = phase;
        Givens = weight == 1 ? GivensOrder.Arrange(_givens, Segments, circuit.Qubits) : [.. _givens];
    }

    public CircuitBlocks Blocks { get; }

    public WeightBasis Basis { get; }

    /// <summary>Place of the basis state that the circuit starts from; null where it takes any state of the subspace.</summary>
    public int? Start { get; }

    /// <summary>Whether imaginary parts occur.</summary>
    public bool IsComplex { get; }

    /// <summary>What all that was divided out makes together; null where it depends on the angles.</summary>
    public Complex? Phase { get; }

    /// <summary>The beam splitters, in order of application.</summary>
    public GivensStep[] Givens { get; }

    /// <summary>The other steps, in order of application.</summary>
    public IReadOnlyList<MatrixStep> Matrices => _matrices;

    /// <summary>Entries of all matrices.</summary>
    public int Numbers { get; private set; }

    /// <summary>What comes after what: beam splitters first … last - 1, or one matrix (first = -1, last its index).</summary>
    public List<(int First, int Last)> Segments { get; } = [];

    private void AddGivens(CircuitBlock block, GivensForm form)
    {
        Angle[] terms = [.. form.Slopes.Select((slope, p) => new Angle(block.Parameters[p], slope, p == 0 ? form.Offset : 0))];
        if (terms.Length == 0)
            terms = [Angle.Constant(form.Offset)];
        _givens.Add(new GivensStep(block.RegisterQubits[0], block.RegisterQubits[1], terms));
        if (Segments.Count > 0 && Segments[^1].First >= 0)
            Segments[^1] = (Segments[^1].First, _givens.Count);
        else
            Segments.Add((_givens.Count - 1, _givens.Count));
    }

    private void AddMatrix(MatrixStep step)
    {
        if (step.Parts.Length == 0)
            return;
        step.FirstNumber = Numbers;
        Numbers += step.Numbers;
        Segments.Add((-1, _matrices.Count));
        _matrices.Add(step);
    }

    private static string Refusal(CircuitBlocks blocks)
    {
        var block = blocks.Blocks.FirstOrDefault(block => !block.Class.HasFlag(BlockClass.WeightPreserving)) ?? blocks.Blocks[0];
        var qubits = string.Join(", ", block.Qubits);
        return $"{blocks.Circuit.Name} does not preserve the Hamming weight: the block of gate {block.Gates[0]} ({blocks.Circuit.Gates[block.Gates[0]]}) on " +
            $"qubits {qubits} changes it; a subspace needs beam splitters (RBS, FBS), phases and their like only";
    }
}
