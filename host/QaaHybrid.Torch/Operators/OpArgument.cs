using QaaHybrid.Torch.Native;

namespace QaaHybrid.Torch;

/// <summary>
/// One argument of an operator that is called by name. Everything an operator takes converts to it: tensors, numbers, truth values, texts,
/// element types, lists of these; null is an absent optional.
/// </summary>
public readonly struct OpArgument
{
    private OpArgument(ValueTag tag, long bits, object? reference)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
    }

    internal ValueTag Tag { get; }

    internal long Bits { get; }

    internal object? Reference { get; }

    /// <summary>The schema's own default.</summary>
    public static OpArgument Default { get; } = new(ValueTag.Default, 0, null);

    /// <summary>An absent optional.</summary>
    public static OpArgument None { get; }

    /// <summary>A tensor, or none.</summary>
    public static implicit operator OpArgument(torch.Tensor? value) => value is null ? None : new(ValueTag.Tensor, 0, value);

    /// <summary>An integer.</summary>
    public static implicit operator OpArgument(int value) => new(ValueTag.Int, value, null);

    /// <summary>An integer.</summary>
    public static implicit operator OpArgument(long value) => new(ValueTag.Int, value, null);

    /// <summary>An integer, or none.</summary>
    public static implicit operator OpArgument(long? value) => value is { } number ? (OpArgument)number : None;

    /// <summary>A floating-point number.</summary>
    public static implicit operator OpArgument(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A floating-point number, or none.</summary>
    public static implicit operator OpArgument(double? value) => value is { } number ? (OpArgument)number : None;

    /// <summary>A truth value.</summary>
    public static implicit operator OpArgument(bool value) => new(ValueTag.Bool, value ? 1 : 0, null);

    /// <summary>A number.</summary>
    public static implicit operator OpArgument(Scalar value) => value.Type switch
    {
        torch.ScalarType.Float64 => value.ToDouble(),
        torch.ScalarType.Bool => value.ToBoolean(),
        _ => value.ToInt64(),
    };

    /// <summary>A number, or none.</summary>
    public static implicit operator OpArgument(Scalar? value) => value is { } number ? (OpArgument)number : None;

    /// <summary>An element type.</summary>
    public static implicit operator OpArgument(torch.ScalarType value) => (long)value;

    /// <summary>An element type, or none.</summary>
    public static implicit operator OpArgument(torch.ScalarType? value) => value is { } type ? (long)type : None;

    /// <summary>A text, or none.</summary>
    public static implicit operator OpArgument(string? value) => value is null ? None : new(ValueTag.String, 0, value);

    /// <summary>A device, or none.</summary>
    public static implicit operator OpArgument(torch.Device? value) => value?.Name;

    /// <summary>A generator, or none for the default one.</summary>
    public static implicit operator OpArgument(torch.Generator? value) => value is null || value.IsDefault ? None : new(ValueTag.Generator, 0, value);

    /// <summary>Integers, or none.</summary>
    public static implicit operator OpArgument(long[]? value) => value is null ? None : new(ValueTag.Ints, 0, value);

    /// <summary>Floating-point numbers, or none.</summary>
    public static implicit operator OpArgument(double[]? value) => value is null ? None : new(ValueTag.Doubles, 0, value);

    /// <summary>Truth values, or none.</summary>
    public static implicit operator OpArgument(bool[]? value) => value is null ? None : new(ValueTag.Bools, 0, value);

    /// <summary>Tensors, or none; a null among them is an absent one, where the operator allows it.</summary>
    public static implicit operator OpArgument(torch.Tensor?[]? value) => value is null ? None : new(ValueTag.Tensors, 0, value);

    /// <summary>What it is, for error texts: kind, shape, value.</summary>
    public override string ToString() => Tag switch
    {
        ValueTag.None => "None",
        ValueTag.Default => "default",
        ValueTag.Int => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ValueTag.Double => BitConverter.Int64BitsToDouble(Bits).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        ValueTag.Bool => Bits != 0 ? "true" : "false",
        ValueTag.String => $"\"{Reference}\"",
        ValueTag.Ints => $"[{string.Join(", ", (long[])Reference!)}]",
        ValueTag.Doubles => $"[{string.Join(", ", (double[])Reference!)}]",
        ValueTag.Bools => $"[{string.Join(", ", (bool[])Reference!)}]",
        ValueTag.Tensors => $"[{string.Join(", ", ((torch.Tensor?[])Reference!).Select(tensor => tensor?.Describe() ?? "None"))}]",
        ValueTag.Tensor => ((torch.Tensor)Reference!).Describe(),
        _ => Tag.ToString(),
    };
}
