using System.Globalization;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>
/// Finds out what exactly is wrong with an operation that was refused: which parameter, which Q# line. It costs some further compiles,
/// about the logarithm of the number of parameters.
/// </summary>
internal static class Diagnosis
{
    private const string Remedy = "form products and sums outside, and pass each result as a parameter of its own";

    /// <summary>The list of gates differs between two points: a branch on an angle.</summary>
    public static async Task<CircuitImportException> OfBranchAsync(
        PointCompiler compiler, IReadOnlyList<Gate> gates, double[] theta, IReadOnlyList<Gate> otherGates, double[] otherTheta, int at,
        CancellationToken cancellationToken)
    {
        // Parameters change over one by one; the list of gates changes with one of them.
        var parameter = await FirstChangeAsync(
            theta, otherTheta, 0,
            async mixed => Tape.FirstDifference(gates, (await compiler.GatesAsync(mixed, cancellationToken)).Gates) is not null);
        var (before, after) = (Shown(gates, at), Shown(otherGates, at));
        return Refusal.Of(compiler.Request, parameter is { } k
            ? $"it branches on θ[{k}]: at θ[{k}] = {Number(theta[k])} gate {at} is {before}, at θ[{k}] = {Number(otherTheta[k])} it is {after}. " +
              "The list of gates has to be the same for all angles"
            : $"it branches on its angles: gate {at} is {before} at one point and {after} at another. " +
              "The list of gates has to be the same for all angles");
    }

    /// <summary>The angle of one rotation is no affine function of one parameter.</summary>
    public static async Task<CircuitImportException> OfAngleAsync(
        PointCompiler compiler, IReadOnlyList<Gate> gates, int at, ProbePoints points, CancellationToken cancellationToken)
    {
        async Task<double> AngleAt(double[] theta)
        {
            var there = (await compiler.GatesAsync(theta, cancellationToken)).Gates;
            return Tape.FirstDifference(gates, there) is null ? there[at].Angle.Offset : double.NaN;
        }

        var found = new List<int>();
        for (var from = 0; from < points.First.Length && found.Count < 3; from = found[^1] + 1)
        {
            var unchanged = await AngleAt(Mixed(points.First, points.Second, from));
            if (await FirstChangeAsync(points.First, points.Second, from, async mixed => await AngleAt(mixed) != unchanged) is not { } parameter)
                break;
            found.Add(parameter);
        }
        var reason = found.Count switch
        {
            0 => "is no function scale·θ[i] + offset of any parameter",
            1 => await OfOneParameterAsync(points.First, found[0], AngleAt),
            _ => $"depends on {string.Join(" and ", found.Select(k => $"θ[{k}]"))} together (a product, a sum or the like)",
        };
        var place = await SourceLocator.RotationAsync(compiler, gates, at, points.First, cancellationToken);
        return Refusal.Of(
            compiler.Request,
            $"the angle of gate {at} ({Tape.Describe(gates[at])}{place}) {reason}. It has to be scale·θ[i] + offset of one parameter: {Remedy}");
    }

    /// <summary>A measurement or a reset that is not the host's own.</summary>
    public static async Task<CircuitImportException> OfMeasurementAsync(
        PointCompiler compiler, double[] theta, QirCall call, bool branches, CancellationToken cancellationToken)
    {
        var what = call.Kind == QirCallKind.Reset ? "resets" : "measures";
        var place = await SourceLocator.MeasurementAsync(compiler, theta, cancellationToken);
        return Refusal.Of(
            compiler.Request,
            $"it {what} qubit {call.Q0}{place}{(branches ? " and branches on the result" : "")}. " +
            "A trainable circuit is unitary: the host adds the read-out");
    }

    private static async Task<string> OfOneParameterAsync(double[] theta, int k, Func<double[], Task<double>> angleAt)
    {
        var (x, minusX) = ((double[])theta.Clone(), (double[])theta.Clone());
        minusX[k] = -x[k];
        var (y, minusY) = (await angleAt(x), await angleAt(minusX));
        return y == minusY
            ? $"is the same for θ[{k}] and −θ[{k}] (an absolute value, an even power or the like)"
            : $"is no straight line in θ[{k}]";
    }

    /// <summary>
    /// The parameter whose change from one vector to the other brings the difference about, by bisection; null where there is none from
    /// <paramref name="from"/> on.
    /// </summary>
    private static async Task<int?> FirstChangeAsync(double[] one, double[] other, int from, Func<double[], Task<bool>> differs)
    {
        var (same, changed) = (from, one.Length);
        if (!await differs(Mixed(one, other, changed)))
            return null;
        while (changed - same > 1)
        {
            var middle = (same + changed) / 2;
            if (await differs(Mixed(one, other, middle)))
                changed = middle;
            else
                same = middle;
        }
        return changed - 1;
    }

    /// <summary>The first parameters from the other vector, the rest from the one.</summary>
    private static double[] Mixed(double[] one, double[] other, int fromOther) => [.. other[..fromOther], .. one[fromOther..]];

    private static string Shown(IReadOnlyList<Gate> gates, int at) => at < gates.Count ? Tape.Describe(gates[at]) : "missing";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
