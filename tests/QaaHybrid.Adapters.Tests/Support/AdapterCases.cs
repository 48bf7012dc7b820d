namespace QaaHybrid.Adapters.Tests.Support;

/// <summary>The cases in which a method is held to what every adapter promises; every class of this kind in the project takes part.</summary>
public abstract class AdapterCases
{
    /// <summary>All cases of all methods.</summary>
    public static IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> All => typeof(AdapterCases).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(AdapterCases))).OrderBy(type => type.Name, StringComparer.Ordinal)
        .SelectMany(type => ((AdapterCases)Activator.CreateInstance(type)!).Cases);

    /// <summary>This method's cases, on a model with <c>q_proj</c> (12 to 12) and <c>v_proj</c> (12 to 5).</summary>
    protected abstract IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases { get; }

    /// <summary>A case.</summary>
    protected static (string, string, Dictionary<string, object?>) Case(string name, string method, params (string Key, object? Value)[] options) =>
        (name, method, options.ToDictionary(option => option.Key, option => option.Value));
}
