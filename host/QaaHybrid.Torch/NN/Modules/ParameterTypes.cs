namespace QaaHybrid.Torch.Modules;

using static QaaHybrid.Torch.torch;

/// <summary>Parameters of one layer that differ in element type: biases may be trained in single precision beside weights in half precision.</summary>
internal static class ParameterTypes
{
    /// <summary>The parameter in another type, gradients included; itself where it has that type.</summary>
    public static Tensor? As(this Parameter? parameter, ScalarType type) => parameter is null || parameter.dtype == type ? parameter : parameter.to(type);
}
