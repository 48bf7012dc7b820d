namespace QaaHybrid.Adapters.Parts;

/// <summary>PEFT's option <c>bias</c>, which could train the biases of the base model beside an adapter.</summary>
internal static class BiasOption
{
    /// <summary>Reads the option, which may only say <c>none</c>.</summary>
    /// <param name="method">The method's name, for messages.</param>
    /// <param name="options">Where it is read.</param>
    /// <exception cref="AdapterOptionException">It says something else.</exception>
    public static void RequireNone(string method, AdapterOptions options)
    {
        if (options.Text("bias") is not (null or "none") and var bias)
            throw new AdapterOptionException("bias", $"{method}: option 'bias' is '{bias}': biases are not trained beside an adapter here; expected none (the method bitfit trains biases)");
    }
}
