using System.CommandLine;
using System.Globalization;

namespace QaaHybrid.Cli;

/// <summary>What an option's value has to be, checked before the command starts.</summary>
internal static class OptionRules
{
    /// <summary>Refuses smaller numbers.</summary>
    public static Option<int?> AtLeast(this Option<int?> option, int least)
    {
        option.Validators.Add(result =>
        {
            // What is no number at all is refused by the parser.
            if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value < least)
                result.AddError($"{option.Name} is {value}, expected at least {least}");
        });
        return option;
    }
}
