using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// Unicode's normalization forms (Unicode Standard Annex 15): decompose fully, order the marks by their classes, and for the C forms compose again.
/// </summary>
internal static class UnicodeNormalization
{
    /// <summary>A normalized text. A code point keeps the place of the one that it was made from, a composed one that of its first part.</summary>
    public static AlignedText Normalize(AlignedText source, NormalizationForm form)
    {
        var compatibility = form is NormalizationForm.FormKC or NormalizationForm.FormKD;
        var compose = form is NormalizationForm.FormC or NormalizationForm.FormKC;
        // Below these nothing decomposes or combines.
        var untouched = compatibility ? '\u00A0' : compose ? '\u0300' : '\u00C0';
        if (!source.Text.AsSpan().ContainsAnyInRange(untouched, char.MaxValue))
            return source;

        var points = Decompose(source.Text, compatibility);
        Order(points);
        if (compose)
            Compose(points);
        var builder = new AlignedTextBuilder(source);
        foreach (var (code, start, end, _) in points)
            builder.Append(new Rune(code), start, end);
        return builder.Build();
    }

    /// <summary>A normalized text without places.</summary>
    public static string Normalize(string text, NormalizationForm form) => Normalize(new AlignedText(text), form).Text;

    private static List<(int Code, int Start, int End, byte Class)> Decompose(string text, bool compatibility)
    {
        var data = UnicodeData.Instance;
        var points = new List<(int Code, int Start, int End, byte Class)>(text.Length + 8);
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            Add(rune.Value, position, position + rune.Utf16SequenceLength);
            position += rune.Utf16SequenceLength;
        }
        return points;

        void Add(int code, int start, int end)
        {
            if (code >= 0xA0 && (Hangul.Decompose(code) ?? data.Decomposition(code, compatibility)) is { } parts)
                foreach (var part in parts)
                    Add(part, start, end);
            else
                points.Add((code, start, end, data.CombiningClass(code)));
        }
    }

    /// <summary>Sorts each run of marks by class; marks of one class keep their order. Places stay as they are, so that they never run backwards.</summary>
    private static void Order(List<(int Code, int Start, int End, byte Class)> points)
    {
        for (var i = 1; i < points.Count; i++)
            for (var j = i; j > 0 && points[j].Class != 0 && points[j - 1].Class > points[j].Class; j--)
            {
                var (before, after) = (points[j - 1], points[j]);
                points[j - 1] = before with { Code = after.Code, Class = after.Class };
                points[j] = after with { Code = before.Code, Class = before.Class };
            }
    }

    /// <summary>
    /// Joins each code point with the last starter before it, if the two compose and nothing between them blocks it (a starter, or a mark
    /// of the same or a higher class).
    /// </summary>
    private static void Compose(List<(int Code, int Start, int End, byte Class)> points)
    {
        int starter = -1, written = 0;
        byte last = 0;
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var blocked = written - 1 > starter && last >= point.Class;
            if (starter >= 0 && !blocked && Pair(points[starter].Code, point.Code) is { } joined)
            {
                points[starter] = points[starter] with { Code = joined };
                continue;
            }
            if (point.Class == 0)
                starter = written;
            last = point.Class;
            points[written++] = point;
        }
        points.RemoveRange(written, points.Count - written);

        static int? Pair(int first, int second) => Hangul.Compose(first, second) ?? UnicodeData.Instance.Composition(first, second);
    }
}
