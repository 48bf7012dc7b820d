using System.Globalization;
using System.Text.RegularExpressions;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>Where an adapter goes: the options that all methods share, under PEFT's names.</summary>
/// <param name="TargetModules">Names, roles (<c>@query</c>) or regular expressions, see <see cref="Adapters.TargetModules"/>; null is the method's or the family's usual place.</param>
/// <param name="ExcludeModules">The same, left out again.</param>
/// <param name="LayersToTransform">Indices of the blocks that are adapted; null is all.</param>
/// <param name="ModulesToSave">Modules that are trained as they are and saved with the adapter.</param>
/// <param name="Budget">Most stored parameters, as a number or as a share of the base model (<c>0.02%</c>); null leaves the method's options alone.</param>
public sealed record Placement(
    IReadOnlyList<string>? TargetModules = null,
    IReadOnlyList<string>? ExcludeModules = null,
    IReadOnlyList<int>? LayersToTransform = null,
    IReadOnlyList<string>? ModulesToSave = null,
    string? Budget = null)
{
    internal static Placement Read(AdapterOptions options) => new(
        options.Texts("target_modules"), options.Texts("exclude_modules"), options.Ints("layers_to_transform"), options.Texts("modules_to_save"), CheckBudget(options.Text("budget")));

    /// <summary>The linear layers that are hit, in the model's order.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="fallback">The method's own places; null is the family's.</param>
    /// <param name="leftOut">Names that are no targets whatever the patterns say.</param>
    /// <exception cref="AdapterOptionException">A part hits nothing.</exception>
    internal IReadOnlyList<(string Name, Linear Layer)> Targets(nn.Module model, IReadOnlyList<string>? fallback, Func<string, bool> leftOut)
    {
        var linears = model.named_modules().Where(entry => entry.module is Linear && !leftOut(entry.name)).ToDictionary(entry => entry.name, entry => (Linear)entry.module);
        var family = FamilyModules.Of(model);
        IEnumerable<string> names = Adapters.TargetModules.Match(family.Resolve(TargetModules ?? fallback ?? family.Usual), [.. linears.Keys]);
        if (ExcludeModules is { Count: > 0 } excluded)
            names = names.Except(Adapters.TargetModules.Match(family.Resolve(excluded), [.. linears.Keys], "exclude_modules"));
        if (LayersToTransform is { } layers)
        {
            var indices = names.Select(BlockOf).ToHashSet();
            if (layers.FirstOrDefault(layer => !indices.Contains(layer), -1) is >= 0 and var missing)
                throw new AdapterOptionException("layers_to_transform",
                    $"layers_to_transform: the targets have no layer {missing}; they are in layers {string.Join(", ", indices.OfType<int>().Order())}");
            names = names.Where(name => BlockOf(name) is { } block && layers.Contains(block));
        }
        var hit = names.Select(name => (name, linears[name])).ToList();
        return hit.Count > 0 ? hit : throw new AdapterOptionException("target_modules", "target_modules: nothing is left to adapt");
    }

    /// <summary>The budget in parameters, or null.</summary>
    /// <param name="size">Parameters of the base model.</param>
    internal long? BudgetFor(long size) => Budget switch
    {
        null => null,
        [.. var share, '%'] => (long)(double.Parse(share, CultureInfo.InvariantCulture) / 100 * size),
        _ => (long)double.Parse(Budget, CultureInfo.InvariantCulture),
    };

    private static string? CheckBudget(string? text)
    {
        if (text is null || (double.TryParse(text.EndsWith('%') ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)))
            return text;
        throw new AdapterOptionException("budget", $"option 'budget' is '{text}', expected a number of parameters or a share of the model such as 0.02%");
    }

    /// <summary>The first number among the parts of a name: <c>model.layers.3.mlp.up_proj</c> is in block 3.</summary>
    private static int? BlockOf(string name) => name.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : (int?)null).FirstOrDefault(index => index is not null);
}
