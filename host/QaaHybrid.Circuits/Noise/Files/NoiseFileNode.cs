using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace QaaHybrid.Circuits.Files;

/// <summary>A value of a noise file that knows where it was written, read strictly: what does not fit is refused with file, line and key.</summary>
internal sealed class NoiseFileNode
{
    private readonly string _file;
    private readonly string _key;
    private readonly YamlNode _node;

    private NoiseFileNode(string file, string key, YamlNode node) => (_file, _key, _node) = (file, key, node);

    /// <summary>The document of a file.</summary>
    /// <exception cref="InvalidDataException">It is not one document of YAML.</exception>
    public static NoiseFileNode Parse(string text, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new InvalidDataException($"{file}, line {error.Start.Line}: is not YAML: {error.InnerException?.Message ?? error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            // YamlDotNet's parser at the end of a text whose bracket was never closed.
            throw new InvalidDataException($"{file}: is not YAML: it ends inside a list or map; a bracket is not closed", error);
        }
        return stream.Documents is [{ RootNode: var root }]
            ? new NoiseFileNode(file, "", root)
            : throw new InvalidDataException(
                $"{file}: holds {stream.Documents.Count} documents, expected one noise model with the keys rules, before_measurement, read_out");
    }

    /// <summary>The values of a map by key.</summary>
    /// <param name="known">All keys that may be there.</param>
    public Dictionary<string, NoiseFileNode> Map(params IReadOnlyCollection<string> known)
    {
        if (_node is not YamlMappingNode map)
            throw Refuse($"a map with the keys {string.Join(", ", known)}");
        var values = new Dictionary<string, NoiseFileNode>();
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var path = _key.Length == 0 ? name : $"{_key}.{name}";
            if (!known.Contains(name))
                throw new InvalidDataException($"{_file}, line {key.Start.Line}: {path}: is no known key; {NearestName.Hint(name, known)}");
            values.Add(name, new NoiseFileNode(_file, path, value));
        }
        return values;
    }

    /// <summary>The items of a list.</summary>
    /// <param name="of">What they are, for the message.</param>
    public IEnumerable<NoiseFileNode> List(string of) => _node is YamlSequenceNode list
        ? list.Children.Select((child, i) => new NoiseFileNode(_file, $"{_key}[{i}]", child))
        : throw Refuse($"a list of {of}");

    /// <summary>A probability.</summary>
    public double Probability() =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var p) && p is >= 0 and <= 1
            ? p
            : throw Refuse("a probability from 0 to 1");

    /// <summary>The number of a qubit.</summary>
    public int Qubit() => int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var q)
        ? q
        : throw Refuse("the number of a qubit, 0 or more");

    /// <summary>One of a few words.</summary>
    public T Choice<T>(IReadOnlyDictionary<string, T> known) => Text is { } text && known.TryGetValue(text, out var value)
        ? value
        : throw Refuse(Text is null ? "a word" : NearestName.Hint(Text, [.. known.Keys]));

    /// <summary>A text.</summary>
    public string Name() => Text is { Length: > 0 } text ? text : throw Refuse("a name");

    /// <summary>The exception for a value that does not fit.</summary>
    public InvalidDataException Refuse(string expected)
    {
        var found = _node switch { YamlScalarNode scalar => $"'{scalar.Value}'", YamlSequenceNode => "a list", _ => "a map" };
        var key = _key.Length == 0 ? "" : $"{_key}: ";
        return new InvalidDataException($"{_file}, line {_node.Start.Line}: {key}found {found}, expected {expected}");
    }

    private string? Text => (_node as YamlScalarNode)?.Value;
}
