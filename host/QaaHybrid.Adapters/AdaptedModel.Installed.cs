using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

public sealed partial class AdaptedModel
{
    /// <summary>A named adapter with the modules that are saved beside it.</summary>
    private sealed record Installed(
        string Name, AdapterConfig Config, long Seed, ModelAdapter Adapter, IReadOnlyList<string> ModulesToSave, TrainedParameters Saved, string? BudgetReason, IReadOnlyList<string> Targets)
    {
        public IEnumerable<(string Name, Tensor Tensor)> Tensors => Adapter.Tensors.Concat(Saved.Tensors);

        public IEnumerable<(string Name, Tensor Tensor)> State => Adapter.State.Concat(Saved.Tensors);

        public static async Task<Installed> PrepareAsync(
            nn.Module model, string name, AdapterConfig config, AdapterServices services, IReadOnlyList<string> alsoSaved, CancellationToken cancellationToken)
        {
            string[] names = [.. alsoSaved.Union(config.Placement.ModulesToSave ?? [])];
            var modules = Saveable(model, names, config.Placement.FromFile);
            bool Holds(string full) => modules.Any(module => full == module || full.StartsWith(module + ".", StringComparison.Ordinal));

            var (own, reason) = (config.Own, (string?)null);
            ModelAdapter adapter;
            IReadOnlyList<(string Name, Linear Layer)> targets = [];
            var budget = config.Placement.BudgetFor(model.parameters().Sum(parameter => parameter.numel()));
            AdapterOptionException NoBudget() => new("budget", $"{config.Method} cannot be fitted to a budget, for it has no size to choose; leave the budget out, or take a method that has one, such as lora");
            if (own is IModelMethod whole)
            {
                if (budget is { } most)
                    (whole, reason) = whole is IBudgetedModelMethod budgeted ? budgeted.Fit(model, most) : throw NoBudget();
                adapter = whole.Attach(model, Holds, new AdapterScope(services, []));
                own = whole;
            }
            else
            {
                var layerwise = (ILayerMethod)own;
                targets = config.Placement.Targets(model, layerwise.DefaultTargets, Holds);
                if (budget is { } most)
                {
                    (layerwise, reason) = layerwise switch
                    {
                        IBudgetedMethod budgeted => budgeted.Fit(targets, most),
                        ICircuitBudgetedMethod budgeted => await budgeted.FitAsync(targets, most, services.Circuits, cancellationToken).ConfigureAwait(true),
                        _ => throw NoBudget(),
                    };
                }
                var scope = new AdapterScope(services, targets) { FromFile = config.Placement.FromFile };
                var layers = new List<(string, AdapterLayer)>();
                foreach (var (target, linear) in targets)
                    layers.Add((target, await layerwise.WrapAsync(target, linear, scope, cancellationToken).ConfigureAwait(true)));
                adapter = new LayerAdapters(model, layers, scope.SharedTensors);
                own = layerwise;
            }
            return new Installed(
                name, config with { Own = own, Placement = config.Placement with { Budget = null } }, services.Seed, adapter, modules,
                new TrainedParameters(model, (full, _) => Holds(full)), reason, [.. targets.Select(target => target.Name)]);
        }

        // A name that hits modules without weights would be trained by nobody, in silence: a head whose weight is the embedding's.
        private static IReadOnlyList<string> Saveable(nn.Module model, string[] patterns, bool fromFile)
        {
            if (patterns.Length == 0)
                return [];
            string[] candidates = [.. model.named_modules().Select(entry => entry.name).Where(module => module.Length > 0)];
            string[] parameters = [.. model.named_parameters().Select(entry => entry.name)];
            // PEFT names the classifiers of all families, and each model has one of them.
            if (fromFile)
                patterns = [.. patterns.Where(pattern => TargetModules.Match([pattern], candidates, idleAllowed: true).Count > 0)];
            var modules = TargetModules.Match(patterns, candidates, "modules_to_save");
            return patterns.FirstOrDefault(pattern => !TargetModules.Match([pattern], modules).Any(module => parameters.Any(name => name.StartsWith(module + ".", StringComparison.Ordinal)))) is not { } empty ? modules
                : throw new AdapterOptionException("modules_to_save", $"modules_to_save: '{empty}' hits nothing that has weights of its own (a head that is tied to the embedding has not); name the module that has them");
        }

        public void Activate()
        {
            Adapter.Activate();
            Saved.Activate();
        }

        public void Deactivate()
        {
            Adapter.Deactivate();
            Saved.Deactivate();
        }

        public void LeaveMerged()
        {
            Adapter.LeaveMerged();
            Saved.LeaveMerged();
        }
    }
}
