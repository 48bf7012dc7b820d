using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.Training;

/// <summary>
/// A map of a recipe, read key by key. A key that nobody asked for is unknown; a value that does not fit is noted and replaced by
/// the default, so that one reading finds every problem.
/// </summary>
internal sealed class RecipeSection
{
    private readonly RecipeMap map;
    private readonly string path;
    private readonly List<RecipeProblem> problems;
    private readonly ICollection<string>? keys;
    private readonly List<string> asked = [];
    private readonly Dictionary<string, string> places = [];

    /// <summary>A map.</summary>
    /// <param name="map">What was written.</param>
    /// <param name="path">Its dotted key; empty for the whole recipe.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    /// <param name="keys">Takes the dotted keys that are asked for; null where nobody wants to know.</param>
    public RecipeSection(RecipeMap map, string path, List<RecipeProblem> problems, ICollection<string>? keys = null) =>
        (this.map, this.path, this.problems, this.keys) = (map, path, problems, keys);

    /// <summary>Notes a problem with <paramref name="key"/>.</summary>
    public void Refuse(string key, string what) =>
        problems.Add(new RecipeProblem(map.Items.TryGetValue(key, out var node) ? node.Place : map.Place, Path(key), what));

    /// <summary>True if the key was written.</summary>
    public bool Has(string key) => map.Items.ContainsKey(key);

    /// <summary>A text.</summary>
    public string Text(string key, string standard) => Scalar(key)?.Text ?? standard;

    /// <summary>A text that has no default.</summary>
    public string RequiredText(string key, string example)
    {
        var text = Scalar(key)?.Text ?? "";
        if (text.Length == 0 && !problems.Any(p => p.Key == Path(key)))
            Refuse(key, $"is missing; for example {key}: {example}");
        return text;
    }

    /// <summary>
    /// The path of a file or folder, made absolute (relative ones start from the current folder), also in the recipe as used: a run can be
    /// resumed from anywhere.
    /// </summary>
    public string FilePath(string key)
    {
        if (Scalar(key) is not { Text.Length: > 0 } scalar)
            return "";
        var path = System.IO.Path.GetFullPath(scalar.Text);
        map.Items[key] = new RecipeScalar(scalar.Place, path, quoted: true);
        return path;
    }

    /// <summary>One of a few words.</summary>
    public string Choice(string key, string standard, params IReadOnlyCollection<string> allowed)
    {
        if (Scalar(key) is not { } scalar)
            return standard;
        if (allowed.Contains(scalar.Text))
            return scalar.Text;
        Refuse(key, $"found '{scalar.Text}', {NearestName.Hint(scalar.Text, allowed)}");
        return standard;
    }

    /// <summary>A whole number.</summary>
    public int Int(string key, int standard, int min, int max = int.MaxValue) => (int)Long(key, standard, min, max);

    /// <summary>A whole number of 64 bits.</summary>
    public long Long(string key, long standard, long min, long max = long.MaxValue)
    {
        if (Scalar(key) is not { } scalar)
            return standard;
        if (!scalar.Quoted && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
            return value;
        Refuse(key, $"found '{scalar.Text}', expected a whole number {(max is int.MaxValue or long.MaxValue ? $"of at least {min}" : $"from {min} to {max}")}");
        return standard;
    }

    /// <summary>A finite number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public double Number(string key, double standard, double min, double max = double.PositiveInfinity)
    {
        if (Scalar(key) is not { } scalar)
            return standard;
        if (!scalar.Quoted && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) && value >= min && value <= max)
            return value;
        var range = double.IsPositiveInfinity(max)
            ? FormattableString.Invariant($"of at least {min}")
            : FormattableString.Invariant($"from {min} to {max}");
        Refuse(key, $"found '{scalar.Text}', expected a number {range}");
        return standard;
    }

    /// <summary>true or false.</summary>
    public bool Flag(string key, bool standard)
    {
        if (Scalar(key) is not { } scalar)
            return standard;
        if (scalar.Text is "true" or "false")
            return scalar.Text == "true";
        Refuse(key, $"found '{scalar.Text}', expected true or false");
        return standard;
    }

    /// <summary>A list of texts; one text alone counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> standard)
    {
        switch (Node(key))
        {
            case null:
                return standard;
            case RecipeScalar one:
                return [one.Text];
            case RecipeList list when list.Items.All(item => item is RecipeScalar):
                return [.. list.Items.Cast<RecipeScalar>().Select(item => item.Text)];
            case var other:
                Refuse(key, $"found {other.Kind}, expected a list of texts");
                return standard;
        }
    }

    /// <summary>A map below this one; an absent one reads as empty.</summary>
    public RecipeSection Section(string key)
    {
        var node = Node(key);
        if (node is not (null or RecipeMap))
            Refuse(key, $"found {node.Kind}, expected a map of keys");
        return new RecipeSection(node as RecipeMap ?? new RecipeMap(node?.Place ?? map.Place), Path(key), problems, keys);
    }

    /// <summary>A list of maps; each is known by its <c>name</c> or its index.</summary>
    public IReadOnlyList<RecipeSection> Sections(string key)
    {
        var node = Node(key);
        if (node is not (null or RecipeList))
            Refuse(key, $"found {node.Kind}, expected a list");
        var sections = new List<RecipeSection>();
        foreach (var (i, item) in (node as RecipeList)?.Items.Index() ?? [])
            if (item is RecipeMap child)
                sections.Add(new RecipeSection(child, FormattableString.Invariant($"{Path(key)}[{i}]"), problems, keys));
            else
                problems.Add(new RecipeProblem(item.Place, FormattableString.Invariant($"{Path(key)}[{i}]"), $"found {item.Kind}, expected a map of keys"));
        return sections;
    }

    /// <summary>Everything that was not asked for, as plain values; for options that another room checks.</summary>
    public IReadOnlyDictionary<string, object?> Rest()
    {
        var rest = new Dictionary<string, object?>();
        foreach (var (key, node) in map.Items.Where(item => !asked.Contains(item.Key)))
        {
            keys?.Add(Path(key));
            rest.Add(key, PlainValue.Of(node));
            places.Add(key, node.Place);
        }
        asked.AddRange(rest.Keys);
        return rest;
    }

    /// <summary>Where each key of <see cref="Rest"/> was written.</summary>
    public IReadOnlyDictionary<string, string> Places => places;

    /// <summary>File and line of this section.</summary>
    public string Place => map.Place;

    /// <summary>Notes every key that nobody asked for. Call it last.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in map.Items.Keys.Where(key => !asked.Contains(key)))
            Refuse(key, $"is no known key; {NearestName.Hint(key, asked)}");
    }

    private RecipeScalar? Scalar(string key)
    {
        var node = Node(key);
        if (node is not (null or RecipeScalar))
            Refuse(key, $"found {node.Kind}, expected one value");
        return node as RecipeScalar;
    }

    private RecipeNode? Node(string key)
    {
        if (!asked.Contains(key))
        {
            asked.Add(key);
            keys?.Add(Path(key));
        }
        return map.Items.GetValueOrDefault(key);
    }

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
