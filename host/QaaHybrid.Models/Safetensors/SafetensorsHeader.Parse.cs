using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace QaaHybrid.Models;

public sealed partial class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";

    /// <summary>
    /// Reads the JSON of a header token by token: a document object model would hide that a name stands twice, and which of the two counts.
    /// </summary>
    private sealed class HeaderParser(string file, byte[] json)
    {
        public (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse()
        {
            if (!Utf8.IsValid(json))
                throw new ModelFileException(file, "the header is no valid UTF-8; this is no safetensors file");
            try
            {
                var reader = new Utf8JsonReader(json);
                return ParseHeader(ref reader);
            }
            catch (JsonException error)
            {
                throw new ModelFileException(file, $"the header is no JSON (byte {error.BytePositionInLine} of its "
                    + $"line {error.LineNumber + 1}); this is no safetensors file, or it is damaged", error);
            }
        }

        private (List<SafetensorsEntry>, Dictionary<string, string>) ParseHeader(ref Utf8JsonReader reader)
        {
            var entries = new List<SafetensorsEntry>();
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var names = new HashSet<string>(StringComparer.Ordinal);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new ModelFileException(file, $"the header is {Describe(reader.TokenType)}, expected an object of tensors");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!names.Add(name))
                    throw new ModelFileException(file, $"tensor '{name}'", "the name stands twice in the header");
                reader.Read();
                if (name == MetadataKey)
                    ParseMetadata(ref reader, metadata);
                else
                    entries.Add(ParseEntry(ref reader, name));
            }
            // A second value after the object: Read throws, as it does for whatever else follows.
            while (reader.Read()) { }
            return (entries, metadata);
        }

        private void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new ModelFileException(file, MetadataKey, $"found {Describe(reader.TokenType)}, expected an object of texts");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                    throw new ModelFileException(file, MetadataKey, $"'{key}' is {Describe(reader.TokenType)}, expected a text");
                if (!metadata.TryAdd(key, reader.GetString()!))
                    throw new ModelFileException(file, MetadataKey, $"'{key}' stands twice");
            }
        }

        private SafetensorsEntry ParseEntry(ref Utf8JsonReader reader, string name)
        {
            SafetensorsDtype? dtype = null;
            long[]? shape = null, offsets = null;
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Bad(name, $"found {Describe(reader.TokenType)}, expected an object with dtype, shape and data_offsets");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString();
                reader.Read();
                switch (key)
                {
                    case "dtype" when dtype is null:
                        dtype = ParseDtype(ref reader, name);
                        break;
                    case "shape" when shape is null:
                        shape = ParseIntegers(ref reader, name, key);
                        break;
                    case "data_offsets" when offsets is null:
                        offsets = ParseIntegers(ref reader, name, key);
                        break;
                    case "dtype" or "shape" or "data_offsets":
                        throw Bad(name, $"{key} stands twice");
                    default:
                        throw Bad(name, $"unknown key '{key}', expected dtype, shape and data_offsets");
                }
            }
            if (dtype is not { } type || shape is null || offsets is null)
                throw Bad(name, $"{(dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets")} is missing");
            if (offsets is not [var begin, var end] || begin > end)
                throw Bad(name, $"data_offsets are {SafetensorsEntry.Describe(offsets)}, expected two byte positions in rising order");
            var entry = new SafetensorsEntry(name, type, shape, begin, end);
            CheckSize(entry);
            return entry;
        }

        private void CheckSize(SafetensorsEntry entry)
        {
            // UInt128: the product of a hostile shape must not wrap round into a plausible size.
            UInt128 bytes = (UInt128)entry.Dtype.Size();
            foreach (var size in entry.Shape)
            {
                bytes *= (UInt128)size;
                if (bytes > long.MaxValue)
                    throw Bad(entry.Name, $"{entry.Dtype} of shape {entry.ShapeText} is larger than any file");
            }
            if (bytes != (UInt128)entry.ByteCount)
                throw Bad(entry.Name, $"{entry.Dtype} of shape {entry.ShapeText} takes {bytes} bytes, "
                    + $"but data_offsets [{entry.Begin}, {entry.End}] hold {entry.ByteCount}");
        }

        private SafetensorsDtype ParseDtype(ref Utf8JsonReader reader, string name)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            // Enum.TryParse alone would take the number "3" and lower case for names.
            if (Enum.TryParse<SafetensorsDtype>(text, out var dtype) && dtype.ToString() == text)
                return dtype;
            throw Bad(name, $"dtype is {(text is null ? Describe(reader.TokenType) : $"'{text}'")}, "
                + $"expected one of {string.Join(", ", Enum.GetNames<SafetensorsDtype>())}");
        }

        private long[] ParseIntegers(ref Utf8JsonReader reader, string name, string key)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw Bad(name, $"{key} is {Describe(reader.TokenType)}, expected an array of integers");
            var values = new List<long>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var number = reader.TokenType == JsonTokenType.Number;
                if (!number || !reader.TryGetInt64(out var value) || value < 0)
                {
                    var found = number ? Encoding.UTF8.GetString(reader.ValueSpan) : Describe(reader.TokenType);
                    throw Bad(name, $"{key} holds {found}, expected integers from 0 to {long.MaxValue}");
                }
                values.Add(value);
            }
            return [.. values];
        }

        private ModelFileException Bad(string name, string problem) => new(file, $"tensor '{name}'", problem);

        private static string Describe(JsonTokenType type) => type switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.Null => "null",
            _ => "nothing",
        };
    }
}
