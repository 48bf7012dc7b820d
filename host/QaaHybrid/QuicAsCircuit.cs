using QaaHybrid.Adapters.Quic;
using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>Says what QuIC's blocks are as circuits, and where that method and QAA meet.</summary>
public static class QuicAsCircuit
{
    /// <summary>A paragraph for a recipe with QuIC methods whose blocks are circuits; nothing for others.</summary>
    /// <exception cref="RecipeException">A method's options are wrong.</exception>
    public static IReadOnlyList<string> Remarks(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var methods = recipe.Methods.Zip(MethodConfigs.Of(recipe), (method, config) => (method.Name, Own: config.Own as QuicConfig))
            .Where(entry => entry.Own is not null && QuicCircuit.Obstacle(entry.Own) is null).Select(entry => $"{entry.Name} (order{(entry.Own!.Orders.Count == 1 ? "" : "s")} {string.Join(", ", entry.Own.Orders)})").ToList();
        return methods.Count == 0 ? [] :
        [
            $"The rotations of {string.Join(", ", methods)} are circuits of RBS gates: what the compound matrix of order k does to a block's features, the circuit does to the amplitudes of Hamming weight k. "
            + "With all orders 0…n the adapter is an RBS circuit on an amplitude-embedded vector: the two papers, QuIC's and QAA's, meet there. 'qaa circuit qsharp --adapter RUN' writes the circuits of a trained one.",
        ];
    }
}
