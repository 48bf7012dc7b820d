namespace QaaHybrid.Circuits;

/// <summary>QIR text that is not what the base or adaptive_ri profile of Microsoft's Q# compiler looks like. The message names the line.</summary>
public sealed class QirFormatException : FormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="line">Where, counted from 1; 0 where it concerns the text as a whole.</param>
    /// <param name="message">What was found and what was expected.</param>
    public QirFormatException(int line, string message) : base(line > 0 ? $"QIR line {line}: {message}" : $"QIR: {message}") => Line = line;

    /// <summary>Where, counted from 1; 0 where it concerns the text as a whole.</summary>
    public int Line { get; }
}
