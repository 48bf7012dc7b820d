using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>What a model card says that depends on the kind of model.</summary>
internal sealed record PretrainCardText
{
    /// <summary>What the model is, and what it is good for.</summary>
    public required string Introduction { get; init; }

    /// <summary>Rows of the table of sizes.</summary>
    public required IReadOnlyList<(string What, string Size)> Shape { get; init; }

    /// <summary>What the figures were measured on; ends with a colon.</summary>
    public required string Measured { get; init; }

    /// <summary>What a part of the held-out data is: a corpus.</summary>
    public required string Part { get; init; }

    /// <summary>What one prediction is of: a token.</summary>
    public required string Unit { get; init; }

    /// <summary>The column beside the loss.</summary>
    public required (string Name, Func<HeldOutFigure, string> Value) Column { get; init; }

    /// <summary>The loss of a guess that knows nothing, in nats.</summary>
    public required double Chance { get; init; }

    /// <summary>How much was trained on, a sentence.</summary>
    public required string Amount { get; init; }

    /// <summary>The data, in Markdown.</summary>
    public required string Data { get; init; }

    /// <summary>The notices that have to stand beside a model trained on the data.</summary>
    public required IReadOnlyList<(string Name, string Licence)> Notices { get; init; }

    /// <summary>A share as it stands in a sentence: 2%, 97.5%.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
