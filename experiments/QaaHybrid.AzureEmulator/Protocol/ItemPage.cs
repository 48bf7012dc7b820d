using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace QaaHybrid.AzureEmulator;

/// <summary>One page of a list: <c>{"value":[…],"nextLink":…}</c>.</summary>
internal static class ItemPage
{
    private const int Size = 100;

    /// <summary>The page that a request asks for by <c>filter</c>, <c>orderby</c>, <c>skip</c> and <c>top</c>.</summary>
    /// <exception cref="ServiceException">One of them makes no sense.</exception>
    public static JsonObject Of(IEnumerable<ListedItem> items, HttpRequest request)
    {
        var query = request.Query;
        if (query["filter"].ToString() is { Length: > 0 } filter)
        {
            var fits = ItemFilter.Parse(filter);
            items = items.Where(fits);
        }
        if (query["orderby"].ToString() is { Length: > 0 } order)
            items = Ordered(items, order);
        var (skip, top) = (Number("skip", 0), Math.Min(Number("top", Size), Size));
        ListedItem[] rows = [.. items.Skip(skip).Take(top + 1)];
        return new JsonObject
        {
            ["value"] = new JsonArray([.. rows.Take(top).Select(row => row.Document())]),
            ["nextLink"] = rows.Length > top && top > 0 ? Next(request, skip + top, top) : null,
        };

        int Number(string name, int otherwise) => query[name].ToString() is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw ServiceException.BadRequest($"'{name}' is '{text}', expected a whole number.");
    }

    private static IEnumerable<ListedItem> Ordered(IEnumerable<ListedItem> items, string order)
    {
        var (field, descending) = order.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var only] => (only, false),
            [var first, "asc" or "desc"] => (first, order.EndsWith("desc", StringComparison.Ordinal)),
            _ => throw ServiceException.BadRequest($"'orderby' is '{order}', expected 'FIELD asc' or 'FIELD desc'."),
        };
        if (field == "CreationTime")
            return descending ? items.OrderByDescending(item => item.CreationTime) : items.OrderBy(item => item.CreationTime);
        return descending
            ? items.OrderByDescending(item => item.Text(field), StringComparer.Ordinal)
            : items.OrderBy(item => item.Text(field), StringComparer.Ordinal);
    }

    // Absolute, and with everything that the request had.
    private static string Next(HttpRequest request, int skip, int top)
    {
        var kept = request.Query.Where(field => field.Key is not ("skip" or "top"))
            .SelectMany(field => field.Value.Select(value => $"{field.Key}={Uri.EscapeDataString(value ?? "")}"));
        return $"{request.Scheme}://{request.Host}{request.Path}?{string.Join('&', kept.Append($"skip={skip}").Append($"top={top}"))}";
    }
}
