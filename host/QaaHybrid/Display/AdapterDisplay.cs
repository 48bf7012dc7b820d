using System.Globalization;
using QaaHybrid.Adapters;

namespace QaaHybrid.Display;

/// <summary>An adapter as its parameter table: a line for each kind of module that it sits in.</summary>
internal static class AdapterDisplay
{
    /// <summary>An adapter that was added to a model.</summary>
    public static MimeBundle Of(AddedAdapter added)
    {
        var method = added.Config.Method;
        return Show(added.Name == method ? method : $"{added.Name} ({method})", added.Count.Modules, added.Count.Base, added.Count.BudgetReason);
    }

    /// <summary>An adapter in a model.</summary>
    public static MimeBundle Of(AdaptedModel model) =>
        model.ActiveAdapter is null ? MimeBundle.OfText("no adapter is in the model") : Show(model.Config.Method, model.Modules, null, model.BudgetReason);

    /// <summary>An adapter that was only counted.</summary>
    public static MimeBundle Of(AdapterCount count) => Show("adapter", count.Modules, count.Base, count.BudgetReason);

    private static MimeBundle Show(string name, IReadOnlyList<ModuleCount> modules, long? baseParameters, string? reason)
    {
        // model.layers.0.self_attn.q_proj and model.layers.1.self_attn.q_proj are the same place in two layers.
        var kinds = modules.GroupBy(module => (Place: LayerIndex(module.Name), module.Stored, module.Trainable, module.DegreesOfFreedom)).ToList();
        var table = new Table(
            ["module", "modules", "stored", "trained", "degrees of freedom"],
            [
                .. kinds.Select(kind => new[] { kind.Key.Place, Number(kind.Count()), Number(kind.Sum(m => m.Stored)), Number(kind.Sum(m => m.Trainable)), Number(kind.Sum(m => m.DegreesOfFreedom)) }),
                ["all", Number(modules.Count), Number(modules.Sum(m => m.Stored)), Number(modules.Sum(m => m.Trainable)), Number(modules.Sum(m => m.DegreesOfFreedom))],
            ]);
        var trained = modules.Sum(module => module.Trainable);
        var share = baseParameters is { } all ? FormattableString.Invariant($", {100.0 * trained / all:0.###} % of the model's {all:#,0} parameters") : "";
        var rest = FormattableString.Invariant($": {trained:#,0} trained numbers{share}");
        var why = reason is null ? "" : $"{reason}\n";
        return MimeBundle.OfText($"{name}{rest}\n{why}{table}").With(MimeBundle.Html, HtmlPieces.Heading(name, rest) + (reason is null ? "" : HtmlPieces.Paragraph(reason)) + table.ToHtml());
    }

    // The number of the layer gives way to a star.
    private static string LayerIndex(string name) =>
        string.Join('.', name.Split('.').Select(part => part.All(char.IsAsciiDigit) ? "*" : part));

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
