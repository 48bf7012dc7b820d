namespace QaaHybrid.Models;

/// <summary>How rotary frequencies are stretched so that a model reads longer texts than it was first trained on.</summary>
/// <param name="Type"><c>linear</c>: all frequencies divided by the factor. <c>llama3</c>: low ones divided, high ones kept, those between
/// blended (Llama 3.1).</param>
/// <param name="Factor">What frequencies are divided by.</param>
/// <param name="LowFreqFactor">llama3: wavelengths above original length / this are divided.</param>
/// <param name="HighFreqFactor">llama3: wavelengths below original length / this are kept.</param>
/// <param name="OriginalMaxPositionEmbeddings">llama3: the length that the model was first trained on, in tokens.</param>
public sealed record RopeScaling(
    string Type, double Factor, double LowFreqFactor = 1, double HighFreqFactor = 4, int OriginalMaxPositionEmbeddings = 8192)
{
    /// <summary>The kinds that are known, <c>default</c> (no scaling) aside.</summary>
    public static IReadOnlyList<string> Types { get; } = ["linear", "llama3"];

    /// <summary>The frequency in place of <paramref name="frequency"/>, radians a token.</summary>
    public double Scale(double frequency)
    {
        if (Type == "linear")
            return frequency / Factor;
        var wavelength = 2 * Math.PI / frequency;
        // 0 where the wavelength is long, 1 where it is short, and linear in 1/wavelength between.
        var kept = Math.Clamp((OriginalMaxPositionEmbeddings / wavelength - LowFreqFactor) / (HighFreqFactor - LowFreqFactor), 0, 1);
        return (1 - kept) * frequency / Factor + kept * frequency;
    }
}
