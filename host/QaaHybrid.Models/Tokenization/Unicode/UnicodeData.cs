using System.Globalization;

namespace QaaHybrid.Models;

/// <summary>
/// Combining classes and decompositions of Unicode's code points, from <c>decompositions.txt</c>. The runtime's own normalization does
/// nothing in invariant globalization mode, in which all programs here run.
/// </summary>
internal sealed class UnicodeData
{
    private readonly Dictionary<int, byte> combining = [];
    private readonly Dictionary<int, int[]> canonical = [];
    private readonly Dictionary<int, int[]> compatible = [];
    private readonly Dictionary<(int First, int Second), int> composed = [];

    private UnicodeData(StreamReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            if (line[0] == '#')
                continue;
            var fields = line.Split(' ');
            var code = Hex(fields[0]);
            if (fields[1] != "0")
                combining.Add(code, byte.Parse(fields[1], CultureInfo.InvariantCulture));
            if (fields.Length == 2)
                continue;
            var parts = fields[2..].Where(field => field is not ("~" or "!")).Select(Hex).ToArray();
            (fields[2] == "~" ? compatible : canonical).Add(code, parts);
            if (fields[2] != "~" && fields[^1] != "!")
                composed.Add((parts[0], parts[1]), code);
        }
    }

    /// <summary>The data, read once.</summary>
    public static UnicodeData Instance => Loaded.Value;

    private static Lazy<UnicodeData> Loaded { get; } = new(() =>
    {
        using var stream = typeof(UnicodeData).Assembly.GetManifestResourceStream("decompositions.txt")!;
        using var reader = new StreamReader(stream);
        return new UnicodeData(reader);
    });

    /// <summary>The canonical combining class: 0 for what starts a cluster.</summary>
    public byte CombiningClass(int code) => code < 0x300 ? (byte)0 : combining.GetValueOrDefault(code);

    /// <summary>One step of the decomposition, or null.</summary>
    public int[]? Decomposition(int code, bool compatibility) => canonical.TryGetValue(code, out var parts) || compatibility && compatible.TryGetValue(code, out parts) ? parts : null;

    /// <summary>The code point that two compose to, or null.</summary>
    public int? Composition(int first, int second) => composed.TryGetValue((first, second), out var code) ? code : null;

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
