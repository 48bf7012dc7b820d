using System.Globalization;
using QaaHybrid.Adapters;

namespace QaaHybrid.Training;

/// <summary>Reads <c>backend</c>.</summary>
internal static class BackendSection
{
    private static readonly string[] SpsaKeys = ["spsa_samples", "spsa_step"];

    private static readonly string[] AzureKeys = ["workspace", "budget", "accept_unknown_price", "debias", "packing", "concurrency"];

    private static readonly Dictionary<string, AngleGradient> Gradients = new() { ["shift"] = AngleGradient.Shift, ["spsa"] = AngleGradient.Spsa };

    private static readonly Dictionary<string, InputGradient> InputGradients =
        new() { ["shift"] = InputGradient.Shift, ["simulator"] = InputGradient.Simulator, ["none"] = InputGradient.None };

    public static BackendRecipe Read(RecipeSection s)
    {
        var standard = new BackendRecipe();
        var backend = new BackendRecipe
        {
            Name = s.Text("name", standard.Name),
            Shots = s.Has("shots") ? s.Int("shots", 1, 1) : null,
            Gradient = Gradients[s.Choice("gradient", "shift", Gradients.Keys)],
            SpsaSamples = s.Int("spsa_samples", standard.SpsaSamples, 1, 1 << 16),
            SpsaStep = s.Number("spsa_step", standard.SpsaStep, 1e-6, Math.PI),
            InputGradient = InputGradients[s.Choice("input_gradient", "shift", InputGradients.Keys)],
            EvaluatesOnBackend = s.Choice("evaluate", "simulator", "simulator", "backend") == "backend",
            Noise = s.FilePath("noise"),
            Mitigation = s.Choice("mitigation", standard.Mitigation, BackendRecipe.NoMitigation, "readout"),
            Zne = s.Choice("zne", standard.Zne, BackendRecipe.NoMitigation, "linear", "exponential", "richardson"),
            ZneScales = Scales(s, standard.ZneScales),
            Workspace = s.Choice("workspace", standard.Workspace, "environment", "emulator"),
            Budget = s.Text("budget", standard.Budget),
            AcceptsUnknownPrice = s.Flag("accept_unknown_price", standard.AcceptsUnknownPrice),
            Debias = s.Has("debias") ? s.Flag("debias", true) : null,
            Packing = s.Flag("packing", standard.Packing),
            Concurrency = s.Int("concurrency", standard.Concurrency, 1, 1024),
            Place = s.Place,
        };
        if (backend.Gradient != AngleGradient.Spsa)
            foreach (var key in SpsaKeys.Where(s.Has))
                s.Refuse(key, "belongs to gradient: spsa");
        if (!backend.IsAzure)
            foreach (var key in AzureKeys.Where(s.Has))
                s.Refuse(key, $"belongs to a backend on Azure Quantum, such as name: {BackendRecipe.AzurePrefix}ionq.simulator");
        if (backend.Mitigation != BackendRecipe.NoMitigation && backend.Shots is null)
            s.Refuse("mitigation", "corrects what was measured: say how often by shots");
        if (s.Has("zne_scales") && backend.Zne == BackendRecipe.NoMitigation)
            s.Refuse("zne_scales", "belongs to zne: linear, exponential or richardson");
        s.RefuseUnknown();
        return backend;
    }

    private static IReadOnlyList<double> Scales(RecipeSection s, IReadOnlyList<double> standard)
    {
        if (!s.Has("zne_scales"))
            return standard;
        var scales = s.Texts("zne_scales", []).Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToList();
        if (scales.Count > 0 && scales.All(scale => scale >= 1 && double.IsFinite(scale)))
            return scales;
        s.Refuse("zne_scales", "expected numbers of at least 1, for example [1, 3, 5]");
        return standard;
    }
}
