using QaaHybrid.Adapters.Lora;
using QaaHybrid.Adapters.Qaa;

namespace QaaHybrid.Adapters;

/// <summary>The methods that a recipe can name. A new one is a line here.</summary>
public static class AdapterRegistry
{
    /// <summary>All methods, in the order in which help lists them.</summary>
    public static IReadOnlyList<IAdapterMethod> Methods { get; } =
    [
        new QaaMethod(),
        new LoraMethod(),
    ];

    /// <summary>Finds the method and checks its options.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="options">Option name → value.</param>
    /// <exception cref="AdapterOptionException">There is no such method (key <c>adapter</c>), or an option is wrong.</exception>
    public static IAdapterConfig Configure(string method, IReadOnlyDictionary<string, object?> options)
    {
        var known = Methods.FirstOrDefault(candidate => candidate.Name == method)
            ?? throw new AdapterOptionException("adapter",
                $"there is no adapter '{method}'; there are {string.Join(", ", Methods.Select(candidate => candidate.Name))}");
        var reader = new AdapterOptions(method, options);
        var config = known.Configure(reader);
        reader.RefuseUnknown();
        return config;
    }
}
