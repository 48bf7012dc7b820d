namespace QaaHybrid.Adapters.QuantumPeft;

/// <summary>Quantum-PEFT (arXiv 2503.05431): a low-rank update whose factors are columns of two parametrised circuits, so that its size grows with log₂ of the width.</summary>
public sealed class QuantumPeftMethod : IAdapterMethod
{
    /// <inheritdoc/>
    public string Name => "quantum-peft";

    /// <inheritdoc/>
    public string Summary => "low-rank update between columns of two quantum circuits, a few dozen angles a layer (r, layers, ansatz, project, parameters)";

    /// <inheritdoc/>
    public IMethodConfig Configure(AdapterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QuantumPeftConfig(
            options.Int("r", 8), options.Int("layers", 1), options.Text("project"), options.Text("ansatz") ?? "QaaHybrid.TwoDesigns.SimplifiedTwoDesign", options.OptionalInt("parameters", min: 1));
    }
}
