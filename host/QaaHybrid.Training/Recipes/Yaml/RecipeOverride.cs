using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>
/// An override from the command line, <c>key=value</c>: <c>training.steps=50</c>, <c>methods.qaa-z.layers=6</c> (a list's item by its
/// <c>name</c>), <c>methods.0.layers=6</c> or <c>methods[0].layers=6</c> (by its index). The value is YAML.
/// </summary>
internal static class RecipeOverride
{
    private const string Option = "--set";

    /// <summary>Puts the override into the tree; keys that no section knows are refused later, as in the file.</summary>
    /// <exception cref="RecipeException">It is no <c>key=value</c>, or the key leads nowhere.</exception>
    public static void Apply(RecipeMap root, string text)
    {
        var place = $"{Option} {text}";
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw Refuse(place, "", "expected key=value, for example training.steps=50");
        var key = text[..equals].Trim();
        var steps = key.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var value = RecipeTree.ParseValue(text[(equals + 1)..], place);
        RecipeNode at = root;
        for (var i = 0; i < steps.Length; i++)
        {
            var last = i == steps.Length - 1;
            at = at switch
            {
                RecipeMap map => InMap(map, steps[i], last ? value : null, place),
                RecipeList list => InList(list, steps[i], last ? value : null, place, key),
                _ => throw Refuse(place, key, $"'{string.Join('.', steps[..i])}' is {at.Kind}, it has no keys"),
            };
        }
        if (steps is ["training", var length] && RecipeFile.Lengths.Contains(length))
            LeaveLengthTo(length, (RecipeMap)root.Items["training"]);
    }

    // A training has one length: that of the command line takes the place of the file's.
    private static void LeaveLengthTo(string length, RecipeMap training)
    {
        foreach (var other in RecipeFile.Lengths)
            if (other != length && training.Items.TryGetValue(other, out var node) && !node.Place.StartsWith(Option, StringComparison.Ordinal))
                training.Items.Remove(other);
    }

    private static RecipeNode InMap(RecipeMap map, string step, RecipeNode? value, string place)
    {
        if (value is not null)
            return map.Items[step] = value;
        if (!map.Items.TryGetValue(step, out var child))
            map.Items[step] = child = new RecipeMap(place);
        return child;
    }

    private static RecipeNode InList(RecipeList list, string step, RecipeNode? value, string place, string key)
    {
        var index = list.Items.FindIndex(item =>
            item is RecipeMap map && map.Items.TryGetValue("name", out var name) && name is RecipeScalar scalar && scalar.Text == step);
        if (index < 0 && !(int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < list.Items.Count))
            throw Refuse(place, key, $"there is no '{step}' here; allowed: {string.Join(", ", Names(list))}");
        return value is null ? list.Items[index] : list.Items[index] = value;
    }

    private static IEnumerable<string> Names(RecipeList list) => list.Items.Select((item, i) =>
        item is RecipeMap map && map.Items.TryGetValue("name", out var name) && name is RecipeScalar scalar
            ? scalar.Text
            : i.ToString(CultureInfo.InvariantCulture));

    private static RecipeException Refuse(string place, string key, string what) => new(new RecipeProblem(place, key, what));
}
