using System.Text.Json;

namespace QaaHybrid.Models;

/// <summary>Reads values of a JSON file of a model, and says file and key where one is missing or of the wrong kind.</summary>
internal readonly struct JsonFile
{
    private readonly string file;
    private readonly string place;

    private JsonFile(string file, string place, JsonElement element)
    {
        this.file = file;
        this.place = place;
        Element = element;
    }

    /// <summary>The value itself.</summary>
    public JsonElement Element { get; }

    /// <summary>Whether there is a value: not missing, not null.</summary>
    public bool HasValue => Element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The object that a file holds.</summary>
    public static JsonFile Parse(string file, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = new JsonFile(file, "", document.RootElement.Clone());
            root.Expect(JsonValueKind.Object, "an object");
            return root;
        }
        catch (JsonException error)
        {
            throw new ModelFileException(file, $"this is no JSON: {error.Message}", error);
        }
    }

    /// <summary>The value of a key; without value where the key is missing.</summary>
    public JsonFile this[string key]
    {
        get
        {
            var found = Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(key, out var value) ? value : default;
            return new JsonFile(file, place.Length == 0 ? key : $"{place}.{key}", found);
        }
    }

    /// <summary>The value of a key that must be there.</summary>
    public JsonFile Required(string key) => this[key] is { HasValue: true } value ? value : throw this[key].Bad("the key is missing");

    /// <summary>The integer of a key, not below <paramref name="least"/>; <paramref name="missing"/> where the key is missing.</summary>
    public int Integer(string key, int missing, int least = 0) => this[key] is { HasValue: true } value ? value.Integer(least) : missing;

    /// <summary>The number above 0 of a key; <paramref name="missing"/> where the key is missing.</summary>
    public double Positive(string key, double missing) => this[key] is { HasValue: true } value ? value.Positive() : missing;

    /// <summary>The number of a key, at least 0; <paramref name="missing"/> where the key is missing.</summary>
    public double NotNegative(string key, double missing) =>
        this[key] is not { HasValue: true } value ? missing
        : value.Element.ValueKind == JsonValueKind.Number && value.Element.TryGetDouble(out var number) && number >= 0 ? number
        : throw value.Bad($"found {value.Describe()}, expected a number of at least 0");

    /// <summary>The truth value of a key; <paramref name="missing"/> where the key is missing.</summary>
    public bool Flag(string key, bool missing) => this[key] is { HasValue: true } value ? value.Flag() : missing;

    /// <summary>The text of a key; <paramref name="missing"/> where the key is missing.</summary>
    public string Text(string key, string missing) => this[key] is { HasValue: true } value ? value.Text() : missing;

    /// <summary>The entries of an array.</summary>
    public IEnumerable<JsonFile> Items()
    {
        Expect(JsonValueKind.Array, "an array");
        var self = this;
        return Element.EnumerateArray().Select((item, index) => new JsonFile(self.file, $"{self.place}[{index}]", item));
    }

    /// <summary>The entries of an object with their keys.</summary>
    public IEnumerable<(string Key, JsonFile Value)> Properties()
    {
        Expect(JsonValueKind.Object, "an object");
        var self = this;
        return Element.EnumerateObject()
            .Select(property => (property.Name, new JsonFile(self.file, $"{self.place}.{property.Name}", property.Value)));
    }

    /// <summary>A text.</summary>
    public string Text()
    {
        Expect(JsonValueKind.String, "a text");
        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Bad("the text holds half a surrogate pair", error);
        }
    }

    /// <summary>A truth value.</summary>
    public bool Flag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Bad($"found {Describe()}, expected true or false"),
    };

    /// <summary>An integer that is not below <paramref name="least"/>.</summary>
    public int Integer(int least = 0)
    {
        if (Element.ValueKind != JsonValueKind.Number || !Element.TryGetInt32(out var value) || value < least)
            throw Bad($"found {Describe()}, expected an integer from {least} to {int.MaxValue}");
        return value;
    }

    /// <summary>A number above zero.</summary>
    public double Positive()
    {
        if (Element.ValueKind != JsonValueKind.Number || !Element.TryGetDouble(out var value) || !(value > 0) || !double.IsFinite(value))
            throw Bad($"found {Describe()}, expected a number above 0");
        return value;
    }

    /// <summary>The error that this value is not what it should be.</summary>
    public ModelFileException Bad(string problem, Exception? inner = null) =>
        place.Length == 0 ? new ModelFileException(file, problem, inner) : new ModelFileException(file, $"key '{place}'", problem, inner);

    /// <summary>The error that a kind is not known here.</summary>
    public ModelFileException Unsupported(string what, params string[] supported) =>
        Bad($"{what} is {Describe()}, supported: {string.Join(", ", supported)}");

    /// <summary>The value in a message: scalars as they stand, others by their kind.</summary>
    public string Describe() => Element.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"'{Element.GetString()}'",
        _ => Element.GetRawText(),
    };

    private void Expect(JsonValueKind kind, string words)
    {
        if (Element.ValueKind != kind)
            throw Bad($"found {Describe()}, expected {words}");
    }
}
