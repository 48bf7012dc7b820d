namespace QaaHybrid.Notebook.Scripting;

/// <summary>A value on its way from the kernel into a variable of the cells.</summary>
public static class Handover
{
    /// <summary>The value.</summary>
    public static object? Value { get; set; }
}
