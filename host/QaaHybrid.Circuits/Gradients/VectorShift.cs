namespace QaaHybrid.Circuits;

/// <summary>
/// The gradient with respect to a loaded vector of anything linear in the probabilities, from values at turned vectors. What is measured of x̂ = x/‖x‖ is a quadratic form
/// x̂ᵀQx̂; turned by t towards a unit vector b ⟂ x̂ it has the frequency 2, and its shift rule is
/// <c>‖x‖ ∂f/∂x · b = f((x̂ + b)/√2) − f((x̂ − b)/√2)</c>, exact, with t = ±45°.
/// </summary>
/// <remarks>
/// The directions are an orthonormal basis of what is perpendicular to x: the columns of the Householder reflection that takes x̂ to ∓e₀. A vector of d numbers takes
/// 2 (d − 1) circuits, and there is no vector but zero at which the rule breaks down. The single angles of the loader, shifted one by one, have no derivative where a half of a
/// node is zero; elsewhere they are preferred, for they give the gradient of what a noisy device measures, whose loader this rule takes to load what it is asked for: with
/// depolarising noise of 0.5 % a gate on three qubits it is off by 1 % of the gradient, they are not.
/// </remarks>
public static class VectorShift
{
    /// <summary>How many circuits a vector of d numbers takes.</summary>
    public static int Circuits(int length) => 2 * Math.Max(0, length - 1);

    /// <summary>The turned vectors, unit vectors all: for each direction that towards it, then that away from it.</summary>
    /// <param name="vector">x, not zero.</param>
    public static IEnumerable<double[]> Turned(double[] vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var (unit, _, mirror) = Reflection(vector);
        for (var k = 1; k < unit.Length; k++)
            foreach (var side in (double[])[1, -1])
                // b = H e_k = e_k − w_k w · 2/‖w‖².
                yield return [.. unit.Select((x, i) => (x + side * ((i == k ? 1 : 0) - mirror[k] * mirror[i])) / Math.Sqrt(2))];
    }

    /// <summary>∂f/∂x, from the values of f at the turned vectors. It is perpendicular to x: f does not see its length.</summary>
    /// <param name="vector">x.</param>
    /// <param name="values">f at each of <see cref="Turned"/>, in their order.</param>
    public static double[] Gradient(double[] vector, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != Circuits(vector.Length))
            throw new ArgumentException($"{values.Count} values for a vector of {vector.Length} numbers, which has {Circuits(vector.Length)} turned ones", nameof(values));
        var (unit, length, mirror) = Reflection(vector);
        // H (0, c₁, …): c − w (w·c) · 2/‖w‖².
        var slopes = new double[unit.Length];
        var along = 0.0;
        for (var k = 1; k < slopes.Length; k++)
        {
            slopes[k] = values[2 * k - 2] - values[2 * k - 1];
            along += mirror[k] * slopes[k];
        }
        return [.. slopes.Select((slope, i) => (slope - along * mirror[i]) / length)];
    }

    // x̂, ‖x‖ and √2 w/‖w‖ with w = x̂ ± e₀, the sign that cancels nothing.
    private static (double[] Unit, double Length, double[] Mirror) Reflection(double[] vector)
    {
        var length = Math.Sqrt(vector.Sum(x => x * x));
        double[] unit = [.. vector.Select(x => x / length)];
        var sign = unit[0] < 0 ? -1 : 1;
        var scale = 1 / Math.Sqrt(1 + Math.Abs(unit[0]));
        return (unit, length, [.. unit.Select((x, i) => scale * (i == 0 ? x + sign : x))]);
    }
}
