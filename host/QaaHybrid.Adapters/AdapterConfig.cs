namespace QaaHybrid.Adapters;

/// <summary>What is put into a model, and where.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="PeftType">Its <c>peft_type</c>.</param>
/// <param name="Own">The method's own options.</param>
/// <param name="Placement">The options that all methods share.</param>
public sealed record AdapterConfig(string Method, string PeftType, IMethodConfig Own, Placement Placement)
{
    /// <summary>Whether the method has a size to choose: whether it can be fitted to a number of parameters.</summary>
    public bool TakesBudget => Own is IBudgetedMethod or ICircuitBudgetedMethod or IBudgetedModelMethod;
}
