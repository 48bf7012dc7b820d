namespace QaaHybrid.Torch;

/// <summary>What gives a module back under its own type.</summary>
public static class ModuleExtensions
{
    /// <summary>Converts floating-point parameters and buffers of a module and all below; their objects stay the same, and gradients go along.</summary>
    /// <typeparam name="T">The kind of module.</typeparam>
    /// <returns>The module.</returns>
    public static T to<T>(this T module, torch.ScalarType type)
        where T : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.ConvertAll(tensor => tensor.is_floating_point() && tensor.dtype != type ? tensor.to(type) : tensor);
        return module;
    }

    /// <summary>Moves the parameters and buffers of a module and all below to a device.</summary>
    /// <typeparam name="T">The kind of module.</typeparam>
    /// <returns>The module.</returns>
    public static T to<T>(this T module, torch.Device device)
        where T : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.ConvertAll(tensor => tensor.device != device ? tensor.to(device) : tensor);
        return module;
    }
}
