using System.Globalization;
using QaaHybrid.Models;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters;

/// <summary>Where an adapter goes: the options that all methods share, under PEFT's names.</summary>
/// <param name="TargetModules">Names, roles (<c>@query</c>) or regular expressions, see <see cref="Adapters.TargetModules"/>; null is the method's or the family's usual place.</param>
/// <param name="ExcludeModules">The same, left out again.</param>
/// <param name="LayersToTransform">Indices of the blocks that are adapted; null is all.</param>
/// <param name="ModulesToSave">Modules that are trained as they are and saved with the adapter.</param>
/// <param name="Budget">Most stored parameters, as a number or as a share of the base model (<c>0.02%</c>); null leaves the method's options alone.</param>
/// <param name="LayersPattern">What the list of blocks is called whose indices count, such as <c>layers</c>; null takes the first number of a name.</param>
public sealed record Placement(
    IReadOnlyList<string>? TargetModules = null,
    IReadOnlyList<string>? ExcludeModules = null,
    IReadOnlyList<int>? LayersToTransform = null,
    IReadOnlyList<string>? ModulesToSave = null,
    string? Budget = null,
    IReadOnlyList<string>? LayersPattern = null)
{
    /// <summary>
    /// Whether it stands in an adapter's file. There a name that hits nothing is passed over, as in PEFT, whose users list the names of many families at once: the file's tensors
    /// say what is adapted, and are held against it.
    /// </summary>
    public bool FromFile { get; init; }

    internal static Placement Read(AdapterOptions options)
    {
        var placement = new Placement(
            options.Texts("target_modules"), options.Texts("exclude_modules"), options.Ints("layers_to_transform"), options.Texts("modules_to_save"), CheckBudget(options.Text("budget")),
            options.Texts("layers_pattern") is { Count: > 0 } pattern ? pattern : null);
        return placement is { LayersPattern: not null, LayersToTransform: null }
            ? throw new AdapterOptionException("layers_pattern", "layers_pattern says which numbers layers_to_transform means, and there is no layers_to_transform")
            : placement;
    }

    /// <summary>The linear layers that are hit, in the model's order.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="fallback">The method's own places; null is the family's.</param>
    /// <param name="leftOut">Names that are no targets whatever the patterns say.</param>
    /// <exception cref="AdapterOptionException">A part hits nothing.</exception>
    internal IReadOnlyList<(string Name, Linear Layer)> Targets(nn.Module model, IReadOnlyList<string>? fallback, Func<string, bool> leftOut)
    {
        var linears = model.named_modules().Where(entry => entry.module is Linear && !leftOut(entry.name)).ToDictionary(entry => entry.name, entry => (Linear)entry.module);
        var family = FamilyModules.Of(model);
        var patterns = family.Resolve(TargetModules ?? fallback ?? family.Usual);
        IEnumerable<string> names = Adapters.TargetModules.Match(patterns, [.. linears.Keys], idleAllowed: FromFile);
        if (!names.Any())
            throw Adapters.TargetModules.HitsNothing(patterns, linears.Keys);
        if (ExcludeModules is { Count: > 0 } excluded)
            names = names.Except(Adapters.TargetModules.Match(family.Resolve(excluded), [.. linears.Keys], "exclude_modules", FromFile));
        if (LayersToTransform is { Count: > 0 } layers)
        {
            var blockOf = BlockOf();
            var indices = names.Select(blockOf).ToHashSet();
            if (LayersPattern is not null && indices.SetEquals([null]))
                throw new AdapterOptionException("layers_pattern", $"layers_pattern: no target stands in a list called '{string.Join("' or '", LayersPattern)}'; one of them is {names.First()}");
            if (!FromFile && layers.FirstOrDefault(layer => !indices.Contains(layer), -1) is >= 0 and var missing)
                throw new AdapterOptionException("layers_to_transform",
                    $"layers_to_transform: the targets have no layer {missing}; they are in layers {string.Join(", ", indices.OfType<int>().Order())}");
            names = names.Where(name => blockOf(name) is { } block && layers.Contains(block)).ToList();
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

    /// <summary>The block of a module: the number behind one of the names of <see cref="LayersPattern"/>, or <see cref="FirstNumber"/>.</summary>
    private Func<string, int?> BlockOf()
    {
        if (LayersPattern is null)
            return FirstNumber;
        // Python's re.match(".*\.PATTERN\.(\d+)\.", name), as PEFT has it.
        var lists = LayersPattern.Select(pattern => NameExpression.Of("layers_pattern", pattern, $@"^.*\.(?:{pattern})\.(?<index>\d+)\.")).ToList();
        return name => lists.Select(list => list.Match(name)).FirstOrDefault(match => match.Success) is { } match
            ? int.Parse(match.Groups["index"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The first number among the parts of a name: <c>model.layers.3.mlp.up_proj</c> is in block 3.</summary>
    private static int? FirstNumber(string name) => name.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : (int?)null).FirstOrDefault(index => index is not null);
}
