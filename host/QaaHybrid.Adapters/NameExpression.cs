using System.Text.RegularExpressions;

namespace QaaHybrid.Adapters;

/// <summary>Regular expressions over names of modules, as configurations hold them.</summary>
internal static class NameExpression
{
    // Far more than a name takes: only an expression that tries exponentially many ways gets there.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Reads an expression.</summary>
    /// <param name="option">The option that it comes from, for messages.</param>
    /// <param name="written">How it stands there, for messages.</param>
    /// <param name="expression">What is matched.</param>
    /// <exception cref="AdapterOptionException">It is none.</exception>
    public static Regex Of(string option, string written, string expression)
    {
        try
        {
            return new Regex(expression, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // It looks ahead or back, as PEFT users write it to leave the vision tower out: (?!.*vision).
            return new Regex(expression, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException error)
        {
            throw new AdapterOptionException(option, $"{option}: '{written}' is no regular expression: {error.Message}");
        }
    }
}
