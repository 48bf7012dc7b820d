using QaaHybrid.Adapters.BitFit;
using QaaHybrid.Adapters.Boft;
using QaaHybrid.Adapters.Dora;
using QaaHybrid.Adapters.FourierFT;
using QaaHybrid.Adapters.Full;
using QaaHybrid.Adapters.Goft;
using QaaHybrid.Adapters.Head;
using QaaHybrid.Adapters.Hra;
using QaaHybrid.Adapters.Lora;
using QaaHybrid.Adapters.Oft;
using QaaHybrid.Adapters.Prefix;
using QaaHybrid.Adapters.Qaa;
using QaaHybrid.Adapters.QuantumPeft;
using QaaHybrid.Adapters.QuanTA;
using QaaHybrid.Adapters.Quic;
using QaaHybrid.Adapters.Sora;
using QaaHybrid.Adapters.Vera;
using QaaHybrid.Circuits;

namespace QaaHybrid.Adapters;

/// <summary>The methods that a recipe can name. A new one is a line here.</summary>
public static class AdapterRegistry
{
    /// <summary>All methods, in the order in which help lists them.</summary>
    public static IReadOnlyList<IAdapterMethod> Methods { get; } =
    [
        new FullMethod(),
        new BitFitMethod(),
        new HeadMethod(),
        new LoraMethod(),
        new DoraMethod(),
        new SoraMethod(),
        new VeraMethod(),
        new FourierFTMethod(),
        new PrefixMethod(),
        new OftMethod(),
        new BoftMethod(),
        new HraMethod(),
        new GoftMethod(),
        new QuanTAMethod(),
        new QuantumPeftMethod(),
        new QuicMethod(),
        new QaaMethod(),
    ];

    /// <summary>Finds the method and checks its options.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="options">Option name → value: the method's own and those of <see cref="Placement"/>.</param>
    /// <exception cref="AdapterOptionException">There is no such method (key <c>adapter</c>), or an option is wrong.</exception>
    public static AdapterConfig Configure(string method, IReadOnlyDictionary<string, object?> options)
    {
        var known = Methods.FirstOrDefault(candidate => candidate.Name == method)
            ?? throw new AdapterOptionException("adapter",
                $"there is no adapter '{method}'; {NearestName.Hint(method, [.. Methods.Select(candidate => candidate.Name)])}");
        var reader = new AdapterOptions(method, options);
        var own = known.Configure(reader);
        var placement = Placement.Read(reader);
        reader.RefuseUnknown();
        var placed = placement.TargetModules is not null ? "target_modules" : placement.ExcludeModules is not null ? "exclude_modules" : placement.LayersToTransform is not null ? "layers_to_transform" : null;
        if (own is IModelMethod && placed is not null)
            throw new AdapterOptionException(placed, $"{method} changes the model as a whole and takes no {placed}");
        return new AdapterConfig(method, known.PeftType, own, placement);
    }

    /// <summary>The method whose saved configuration this is.</summary>
    /// <param name="peftType">Its <c>peft_type</c>.</param>
    /// <param name="options">The file's other keys.</param>
    /// <returns>Null where there is none.</returns>
    internal static IAdapterMethod? Find(string peftType, IReadOnlyDictionary<string, object?> options) =>
        Methods.FirstOrDefault(method => method.PeftType == peftType && method.Reads(options));
}
