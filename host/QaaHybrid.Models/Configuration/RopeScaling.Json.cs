using System.Text.Json;

namespace QaaHybrid.Models;

public sealed partial record RopeScaling
{
    /// <summary>Reads <c>rope_scaling</c> or <c>rope_parameters</c>.</summary>
    /// <param name="json">The object; without value where the file has none.</param>
    /// <param name="trained">The model's max_position_embeddings, which stands for the original length where that is missing.</param>
    internal static RopeScaling? Read(JsonFile json, int trained)
    {
        var type = json["rope_type"].HasValue ? json["rope_type"] : json["type"];
        if (!json.HasValue || type.HasValue && type.Text() == "default")
            return null;
        if (!type.HasValue || !Types.Contains(type.Text()))
            throw type.Unsupported("the rotary scaling", ["default", .. Types]);
        var original = json.Integer("original_max_position_embeddings", trained, 1);
        switch (type.Text())
        {
            case "llama3":
                return new RopeScaling(
                    "llama3", json.Required("factor").Positive(), json.Required("low_freq_factor").Positive(), json.Required("high_freq_factor").Positive(),
                    json.Required("original_max_position_embeddings").Integer(1));
            case "yarn":
                return new RopeScaling("yarn", json.Required("factor").Positive(), OriginalMaxPositionEmbeddings: original)
                {
                    AttentionFactor = Optional("attention_factor"),
                    BetaFast = json.Positive("beta_fast", 32),
                    BetaSlow = json.Positive("beta_slow", 1),
                    Mscale = Optional("mscale"),
                    MscaleAllDim = Optional("mscale_all_dim"),
                };
            case "longrope":
                return new RopeScaling("longrope", json.Positive("factor", (double)trained / original), OriginalMaxPositionEmbeddings: original)
                {
                    AttentionFactor = Optional("attention_factor"),
                    ShortFactor = [.. json.Required("short_factor").Items().Select(factor => factor.Positive())],
                    LongFactor = [.. json.Required("long_factor").Items().Select(factor => factor.Positive())],
                };
            default:
                return new RopeScaling(type.Text(), json.Required("factor").Positive());
        }

        double? Optional(string key) => json[key].HasValue ? json[key].Positive() : null;
    }

    /// <summary>Writes <c>rope_scaling</c>.</summary>
    internal static void Write(Utf8JsonWriter json, RopeScaling? scaling)
    {
        if (scaling is null)
        {
            json.WriteNull("rope_scaling");
            return;
        }
        json.WriteStartObject("rope_scaling");
        json.WriteString("rope_type", scaling.Type);
        json.WriteNumber("factor", scaling.Factor);
        if (scaling.Type == "llama3")
        {
            json.WriteNumber("low_freq_factor", scaling.LowFreqFactor);
            json.WriteNumber("high_freq_factor", scaling.HighFreqFactor);
        }
        if (scaling.Type is "llama3" or "yarn" or "longrope")
            json.WriteNumber("original_max_position_embeddings", scaling.OriginalMaxPositionEmbeddings);
        if (scaling.Type == "yarn")
        {
            json.WriteNumber("beta_fast", scaling.BetaFast);
            json.WriteNumber("beta_slow", scaling.BetaSlow);
        }
        WriteOptional("attention_factor", scaling.AttentionFactor);
        WriteOptional("mscale", scaling.Mscale);
        WriteOptional("mscale_all_dim", scaling.MscaleAllDim);
        WriteList("short_factor", scaling.ShortFactor);
        WriteList("long_factor", scaling.LongFactor);
        json.WriteEndObject();

        void WriteOptional(string key, double? value)
        {
            if (value is { } number)
                json.WriteNumber(key, number);
        }

        void WriteList(string key, IReadOnlyList<double> values)
        {
            if (values.Count == 0)
                return;
            json.WriteStartArray(key);
            foreach (var value in values)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }
    }
}
