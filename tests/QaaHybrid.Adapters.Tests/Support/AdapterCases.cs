namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>The cases in which a method is held to what every adapter promises; every class of this kind in the project takes part.</summary>
public abstract class AdapterCases
{
    /// <summary>All cases of all methods.</summary>
    public static IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> All => OfEveryMethod.SelectMany(cases => cases.Cases);

    /// <summary>Cases that change the model from the start, by name, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotTheIdentity => OfEveryMethod.SelectMany(cases => cases.StartElsewhere).ToDictionary(entry => entry.Name, entry => entry.Reason);

    /// <summary>This method's cases, on a model with <c>q_proj</c> (12 to 12) and <c>v_proj</c> (12 to 5).</summary>
    protected abstract IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases { get; }

    /// <summary>This method's cases that do not start as the identity change, with the reason; none where nothing else is said.</summary>
    protected virtual IEnumerable<(string Name, string Reason)> StartElsewhere => [];

    /// <summary>A case.</summary>
    protected static (string, string, Dictionary<string, object?>) Case(string name, string method, params (string Key, object? Value)[] options) =>
        (name, method, options.ToDictionary(option => option.Key, option => option.Value));

    private static IEnumerable<AdapterCases> OfEveryMethod => typeof(AdapterCases).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(AdapterCases))).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (AdapterCases)Activator.CreateInstance(type)!);
}
