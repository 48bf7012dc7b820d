using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace QaaHybrid.Training;

/// <summary>Reads YAML text into <see cref="RecipeNode"/>s and writes them back.</summary>
internal static class RecipeTree
{
    /// <summary>The document of a recipe file: a map.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">How the file is named in messages.</param>
    /// <exception cref="RecipeException">It is not YAML, holds no map, or has several documents.</exception>
    public static RecipeMap Parse(string text, string name)
    {
        return Load(text, name) switch
        {
            { Documents: [{ RootNode: YamlMappingNode map }] } => (RecipeMap)Convert(map, line => $"{name}, line {line}"),
            { Documents: [] } => throw new RecipeException(new RecipeProblem(name, "", "is empty; a recipe is a map of keys such as 'model' and 'methods'")),
            { Documents.Count: > 1 } => throw new RecipeException(new RecipeProblem(name, "", "holds several documents ('---'); a recipe is one")),
            _ => throw new RecipeException(new RecipeProblem(name, "", "is no map of keys such as 'model' and 'methods'")),
        };
    }

    /// <summary>The value of an override, in YAML's flow style: <c>16</c>, <c>2e-3</c>, <c>[q_proj, o_proj]</c>.</summary>
    /// <exception cref="RecipeException">It is not YAML.</exception>
    public static RecipeNode ParseValue(string text, string place) => Load(text, place) switch
    {
        { Documents: [{ RootNode: var root }] } => Convert(root, _ => place),
        _ => new RecipeScalar(place, "", quoted: false),
    };

    /// <summary>The map as YAML text; reading it again gives the same recipe.</summary>
    public static string Write(RecipeMap map)
    {
        var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(Convert(map, depth: 0))).Save(writer, assignAnchors: false);
        var text = writer.ToString();
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static YamlStream Load(string text, string name)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new RecipeException(new RecipeProblem($"{name}, line {error.Start.Line}", "", $"is not YAML: {error.InnerException?.Message ?? error.Message}"));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's parser at the end of a text whose bracket was never closed.
            throw new RecipeException(new RecipeProblem(name, "", "is not YAML: it ends inside a list or map; a bracket is not closed"));
        }
        return stream;
    }

    private static RecipeNode Convert(YamlNode node, Func<long, string> place)
    {
        var here = place(node.Start.Line);
        switch (node)
        {
            case YamlScalarNode scalar:
                return new RecipeScalar(here, scalar.Value ?? "", scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted);
            case YamlSequenceNode list:
                return new RecipeList(here, [.. list.Children.Select(child => Convert(child, place))]);
            case YamlMappingNode mapping:
                var map = new RecipeMap(here);
                foreach (var (key, value) in mapping.Children)
                    if (key is YamlScalarNode { Value: { } name })
                        map.Items.Add(name, Convert(value, place));
                    else
                        throw new RecipeException(new RecipeProblem(place(key.Start.Line), "", "a key must be a plain word"));
                return map;
            default:
                throw new RecipeException(new RecipeProblem(here, "", "anchors and aliases are not supported"));
        }
    }

    private static YamlNode Convert(RecipeNode node, int depth) => node switch
    {
        RecipeScalar scalar => new YamlScalarNode(scalar.Text) { Style = scalar.Quoted ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain },
        RecipeList list => new YamlSequenceNode(list.Items.Select(item => Convert(item, depth + 1)))
        {
            Style = list.Items.All(item => item is RecipeScalar) ? YamlDotNet.Core.Events.SequenceStyle.Flow : YamlDotNet.Core.Events.SequenceStyle.Block,
        },
        RecipeMap map => new YamlMappingNode(map.Items.Select(item => KeyValuePair.Create((YamlNode)item.Key, Convert(item.Value, depth + 1)))),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
