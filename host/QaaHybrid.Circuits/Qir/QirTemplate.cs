using System.Text;

namespace QaaHybrid.Circuits;

/// <summary>
/// The compiler's own text with its angles as slots: one compile serves every θ. Binding gives the bytes that a compile at that θ would
/// give where an angle is ±θ[i], and angles within one unit in the last place elsewhere (the compiler may round a product differently).
/// </summary>
public sealed class QirTemplate
{
    private const string Slot = "(double ";

    private readonly string _text;
    private readonly (int Start, int Length, Angle Angle)[] _slots;

    /// <summary>Makes a template.</summary>
    /// <param name="text">QIR text compiled at any θ.</param>
    /// <param name="angles">What the rotations turn by, in the order of the text. A constant keeps the compiler's own digits.</param>
    /// <exception cref="ArgumentException">The text has another number of rotations.</exception>
    public QirTemplate(string text, IReadOnlyList<Angle> angles)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(angles);
        _text = text;
        var slots = new List<(int, int, Angle)>();
        var found = 0;
        // A declaration says "(double, %Qubit*)": only calls have a number after the type.
        for (var at = text.IndexOf(Slot, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Slot, at, StringComparison.Ordinal))
        {
            at += Slot.Length;
            if (found < angles.Count && !angles[found].IsConstant)
                slots.Add((at, text.IndexOf(',', at) - at, angles[found]));
            found++;
        }
        if (found != angles.Count)
            throw new ArgumentException($"the text has {found} rotations, {angles.Count} angles were given", nameof(angles));
        _slots = [.. slots];
        Parameters = slots.Count == 0 ? 0 : 1 + slots.Max(slot => slot.Item3.Parameter);
    }

    /// <summary>The template of a tape: its rotations in order are the rotations of the text.</summary>
    /// <param name="text">QIR text that the tape was read from.</param>
    /// <param name="circuit">The tape.</param>
    public static QirTemplate Of(string text, Circuit circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return new QirTemplate(text, [.. circuit.Gates.Where(gate => gate.IsRotation).Select(gate => gate.Angle)]);
    }

    /// <summary>How many parameters <see cref="Bind(ReadOnlySpan{double})"/> needs at least.</summary>
    public int Parameters { get; }

    /// <summary>The text at <paramref name="theta"/>, ready to submit.</summary>
    /// <param name="theta">Parameters, radians.</param>
    public string Bind(ReadOnlySpan<double> theta)
    {
        if (theta.Length < Parameters)
            throw new ArgumentException($"the text has {Parameters} parameters, {theta.Length} values were given", nameof(theta));
        var bound = new StringBuilder(_text.Length + 8 * _slots.Length);
        var done = 0;
        foreach (var (start, length, angle) in _slots)
        {
            bound.Append(_text, done, start - done).Append(QirNumber.Format(angle.At(theta)));
            done = start + length;
        }
        return bound.Append(_text, done, _text.Length - done).ToString();
    }
}
