namespace QaaHybrid.Adapters;

/// <summary>An adapter of layers: each stands in the place of the linear layer that it wraps.</summary>
internal sealed class LayerAdapters(nn.Module model, IReadOnlyList<(string Name, AdapterLayer Layer)> layers, IReadOnlyList<(string Name, Tensor Tensor)> shared) : ModelAdapter
{
    /// <summary>The layers by the full names of the modules whose places they take.</summary>
    public IReadOnlyList<(string Name, AdapterLayer Layer)> Layers => layers;

    public override IEnumerable<(string Name, Tensor Tensor)> Tensors =>
        layers.SelectMany(entry => entry.Layer.AdapterTensors.Select(tensor => ($"{AdaptedModel.Prefix}{entry.Name}.{tensor.Name}", tensor.Tensor))).Concat(shared);

    public override IEnumerable<(string Key, string Value)> Metadata =>
        layers.SelectMany(entry => entry.Layer.Metadata.Select(item => ($"{AdaptedModel.Prefix}{entry.Name}.{item.Key}", item.Value)));

    public override IEnumerable<ModuleCount> Modules => layers
        .Select(entry => new ModuleCount(entry.Name, Numbers(entry.Layer.AdapterTensors, all: true), Numbers(entry.Layer.AdapterTensors, all: false), entry.Layer.DegreesOfFreedom))
        .Concat(shared.Select(entry => new ModuleCount(entry.Name, entry.Tensor.numel(), entry.Tensor.requires_grad ? entry.Tensor.numel() : 0, entry.Tensor.requires_grad ? entry.Tensor.numel() : 0)));

    public override IEnumerable<(string Name, double Square)> SquaredNorms => layers.SelectMany(entry => entry.Layer.SquaredNorms);

    public override IEnumerable<(string Name, double Value)> Sums => layers.SelectMany(entry => entry.Layer.Sums);

    public override string? MergeObstacle => layers.Select(entry => entry.Layer.MergeObstacle).FirstOrDefault(obstacle => obstacle is not null);

    public override void Activate() => ForEach((name, layer) => model.set_submodule(name, layer));

    public override void Deactivate() => ForEach((name, layer) => model.set_submodule(name, layer.base_layer));

    public override void Merge() => ForEach((_, layer) => layer.Merge());

    public override void Unmerge() => ForEach((_, layer) => layer.Unmerge());

    public override void OnLoaded() => ForEach((_, layer) => layer.OnLoaded());

    public override Tensor? Penalty() => layers.Select(entry => entry.Layer.Penalty()).OfType<Tensor>().Aggregate((Tensor?)null, (sum, penalty) => sum is null ? penalty : sum + penalty);

    public override void AfterStep(double progress) => ForEach((_, layer) => layer.AfterStep(progress));

    public override void Finish() => ForEach((_, layer) => layer.Finish());

    private void ForEach(Action<string, AdapterLayer> action)
    {
        foreach (var (name, layer) in layers)
            action(name, layer);
    }

    private static long Numbers(IEnumerable<(string Name, Tensor Tensor)> tensors, bool all) => tensors.Where(entry => all || entry.Tensor.requires_grad).Sum(entry => entry.Tensor.numel());
}
