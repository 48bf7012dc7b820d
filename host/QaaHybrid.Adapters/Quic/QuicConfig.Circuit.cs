using QaaHybrid.Adapters.Parts;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Quic;

public sealed partial record QuicConfig
{
    /// <summary>The trained numbers behind A.</summary>
    public QuicParametrization Parametrization { get; init; }

    /// <summary>Layers of the circuit, where A comes from one; null is ⌈n/2⌉ for bricks and 1 for the others.</summary>
    public int? Layers { get; init; }

    /// <summary>The layout behind base matrices of <paramref name="n"/> rows; for Cayley's transform the pyramid, which reaches the same ones.</summary>
    /// <param name="n">Rows of A: qubits.</param>
    /// <param name="circuits">Where circuits come from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Circuit> ImportAsync(int n, ICircuitSource circuits, CancellationToken cancellationToken = default) => AnsatzImport.ImportAsync(
        "quic", circuits, project: null, Parametrization.Operation(), n, Layers ?? Parametrization.UsualLayers(n), parameters: null, cancellationToken);

    /// <summary>n of a layer.</summary>
    /// <param name="name">The layer's full name, for messages.</param>
    /// <param name="linear">The layer.</param>
    /// <exception cref="AdapterOptionException">Nothing fits, or <see cref="BaseSize"/> does not.</exception>
    public int SizeFor(string name, Linear linear)
    {
        ArgumentNullException.ThrowIfNull(linear);
        var (outputs, inputs) = (linear.weight.shape[0], linear.weight.shape[1]);
        return Additive ? Math.Max(SizeFor(name, inputs), SizeFor(name, outputs)) : SizeFor(name, Side == QuicSide.Output ? outputs : inputs);
    }

    private void RequireLayout()
    {
        if (BaseSize is { } asked && Parametrization.Largest(asked) != asked)
            throw new AdapterOptionException("base_size",
                $"quic: base_size is {asked}, and the layout {QuicMethod.Word(QuicMethod.Parametrizations, Parametrization)} is on {(Parametrization == QuicParametrization.X ? "an even number" : "a power of two")} of qubits");
    }
}
