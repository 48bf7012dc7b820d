using QaaHybrid.Adapters;
using QaaHybrid.Models;

namespace QaaHybrid.Training;

/// <summary>A model of which every parameter is trained.</summary>
internal sealed class WholeModel(PreTrainedModel model) : ITrainable
{
    private const string FileName = "model.safetensors";

    /// <inheritdoc/>
    public IEnumerable<(string name, Parameter p)> TrainableParameters => model.named_parameters();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics() => new Dictionary<string, double>();

    /// <inheritdoc/>
    public void Save(string folder) =>
        SafetensorsTensors.Save(Path.Combine(folder, FileName), model.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)));

    /// <inheritdoc/>
    public void Load(string folder)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var (tensors, _) = SafetensorsTensors.Read(Path.Combine(folder, FileName));
        foreach (var (name, parameter) in model.named_parameters())
            parameter.copy_(tensors[name]);
    }
}
