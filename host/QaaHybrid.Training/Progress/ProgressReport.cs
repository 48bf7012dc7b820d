using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>Where a loop is.</summary>
/// <param name="Name">What is under way: a method's name, <c>pretraining</c>, <c>evaluation</c>.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all.</param>
public sealed record ProgressReport(string Name, int Done, int Total)
{
    /// <summary>Loss of the step.</summary>
    public double? Loss { get; init; }

    /// <summary>What the losses are counted in, such as <c>nats a target token</c>; empty where nobody says.</summary>
    public string LossUnit { get; init; } = "";

    /// <summary>Loss on held-out examples after the step, where it was just measured.</summary>
    public double? HeldOutLoss { get; init; }

    /// <summary>The training that the losses are of, and its step, where several trainings report as one; null is the report's own name and step.</summary>
    public (string Name, int Step)? Training { get; init; }

    /// <summary>Tokens a second, padding not counted.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Time until the end of the loop.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>The report in a line: <c>lora 12/60 · loss 3.512 · 1,234 tokens/s · 0:10 left</c>.</summary>
    public override string ToString()
    {
        var culture = CultureInfo.InvariantCulture;
        var text = string.Create(culture, $"{Name} {Done}/{Total}");
        if (Loss is { } loss)
            text += string.Create(culture, $" · loss {loss:0.000}");
        if (TokensPerSecond is { } speed)
            text += string.Create(culture, $" · {speed:#,0} tokens/s");
        if (Left is { } left && Done < Total)
            text += left.TotalHours >= 1
                ? string.Create(culture, $" · {(int)left.TotalHours}:{left.Minutes:00}:{left.Seconds:00} left")
                : string.Create(culture, $" · {left.Minutes}:{left.Seconds:00} left");
        return text;
    }
}
