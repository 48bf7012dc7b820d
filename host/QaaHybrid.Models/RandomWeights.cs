using System.Text;

namespace QaaHybrid.Models;

/// <summary>
/// Start values drawn by .NET's seeded generator and not by libtorch's, so that they depend on no version and no thread. Each parameter has
/// a stream of its own, named after it: another layer more changes no other weight.
/// </summary>
internal static class RandomWeights
{
    /// <summary>
    /// Gives every parameter of a model, or some of them, normal numbers of its own mean and standard deviation.
    /// </summary>
    public static void Fill(PreTrainedModel model, IEnumerable<(string Name, Parameter Parameter)> parameters, int seed)
    {
        using var unrecorded = torch.no_grad();
        foreach (var (name, parameter) in parameters)
        {
            using var scope = torch.NewDisposeScope();
            var (mean, sigma) = (model.StartMean(name, parameter), model.StartDeviation(name, parameter));
            var values = sigma == 0
                ? torch.full(parameter.shape, mean, parameter.dtype)
                : torch.tensor(Normal(new Random(Mix(seed, name)), parameter.numel(), mean, sigma), parameter.shape, parameter.dtype);
            parameter.set_data(values);
        }
    }

    /// <summary>Box and Muller: √(−2 ln u) (cos 2πv, sin 2πv) are two independent normal numbers.</summary>
    private static float[] Normal(Random random, long count, double mean, double sigma)
    {
        var values = new float[count];
        for (var i = 0L; i < count; i += 2)
        {
            var radius = sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[i] = (float)(mean + radius * cos);
            if (i + 1 < count)
                values[i + 1] = (float)(mean + radius * sin);
        }
        return values;
    }

    // FNV-1a: .NET's own string hash changes with every process.
    private static int Mix(int seed, string name)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var value in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ value) * 16777619);
        return (int)(hash & int.MaxValue);
    }
}
