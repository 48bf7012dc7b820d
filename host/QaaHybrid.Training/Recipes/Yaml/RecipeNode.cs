namespace QaaHybrid.Training;

/// <summary>A value in a recipe that knows where it was written.</summary>
internal abstract class RecipeNode(string place)
{
    /// <summary>File and line, or the override on the command line.</summary>
    public string Place { get; } = place;

    /// <summary>What the value is, for a message.</summary>
    public abstract string Kind { get; }
}

/// <summary>A plain value; <paramref name="quoted"/> ones are always text.</summary>
internal sealed class RecipeScalar(string place, string text, bool quoted) : RecipeNode(place)
{
    public string Text { get; } = text;

    public bool Quoted { get; } = quoted;

    public override string Kind => $"'{Text}'";
}

/// <summary>A list.</summary>
internal sealed class RecipeList(string place, List<RecipeNode> items) : RecipeNode(place)
{
    public List<RecipeNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A map; its keys keep the order of the file.</summary>
internal sealed class RecipeMap(string place) : RecipeNode(place)
{
    public OrderedDictionary<string, RecipeNode> Items { get; } = [];

    public override string Kind => "a map";
}
