using System.Runtime.CompilerServices;
using System.Text.Json;

namespace QaaHybrid.Azure;

public sealed partial class QuantumWorkspace
{
    /// <summary>The items of a list, page after page. A <c>nextLink</c> is followed as it is, and only on the workspace's own host.</summary>
    private async IAsyncEnumerable<JsonElement> ListAsync(ServiceCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var followed = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var answer = await service.SendAsync(call, cancellationToken).ConfigureAwait(false);
            var page = answer.Json;
            foreach (var item in page.Items("value"))
                yield return item;
            if (page.Text("nextLink") is not { Length: > 0 } link)
                yield break;
            if (!followed.Add(link))
                throw answer.Malformed("a nextLink that was followed before");
            call = call with { Link = service.Follow(link, answer) };
        }
    }

    // Anything else, '..' above all, would make another path of it.
    private static string Checked(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length is > 0 and <= 64 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? id : throw new ArgumentException($"'{id}' is no id; expected letters, digits and '-', as in a GUID", nameof(id));
    }
}
