using System.Globalization;

namespace QaaHybrid.Training;

/// <summary>A recipe's value as plain .NET: text, long, double, bool, null, list of these, or dictionary of these by text.</summary>
internal static class PlainValue
{
    public static object? Of(RecipeNode node) => node switch
    {
        RecipeScalar scalar => Of(scalar),
        RecipeList list => list.Items.Select(Of).ToList(),
        RecipeMap map => map.Items.ToDictionary(item => item.Key, item => Of(item.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static object? Of(RecipeScalar scalar)
    {
        if (scalar.Quoted)
            return scalar.Text;
        if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        return scalar.Text switch
        {
            "true" => true,
            "false" => false,
            "" or "~" or "null" => null,
            var text => text,
        };
    }
}
