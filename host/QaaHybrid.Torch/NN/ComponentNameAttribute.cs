namespace QaaHybrid.Torch;

/// <summary>The name under which a field or property is registered, where it is not its own: a keyword, or a name with characters C# does not allow.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ComponentNameAttribute : Attribute
{
    /// <summary>The name in the state dictionary.</summary>
    public string Name { get; set; } = "";
}
