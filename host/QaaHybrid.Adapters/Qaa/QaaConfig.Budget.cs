using System.Globalization;
using QaaHybrid.Circuits;
using QaaHybrid.Torch.Modules;

namespace QaaHybrid.Adapters.Qaa;

public sealed partial record QaaConfig
{
    /// <summary>The share of a budget below which another arrangement is looked for.</summary>
    private const double WellUsed = 0.9;

    /// <summary>The deepest circuit that is chosen to spend a budget on angles alone.</summary>
    private const int MostLayers = 64;

    /// <summary>
    /// Angles are few, so a budget goes into the classical maps around the circuit. Expectations of the full vector: each module reads as many qubits as fit, some one more
    /// than others. Where all qubits are read and much is left, or another read-out has an up-projection: the widest bottleneck that fits, in some modules one wider. Without
    /// an up-projection there are angles only: the deepest circuit that fits.
    /// </summary>
    /// <inheritdoc/>
    public async Task<BudgetFit> FitAsync(
        IReadOnlyList<(string Name, Linear Layer)> layers, long budget, ICircuitSource circuits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(circuits);
        var counter = new Counter(this, layers, circuits, cancellationToken);
        if (!HasUp)
            return await FitDepthAsync(budget, counter.TotalAsync).ConfigureAwait(false);
        for (var depth = Layers; depth >= 1; depth--)
        {
            var shallower = For("") with { Layers = depth };
            (QaaConfig Config, long Used, string What)? best = null;
            if (ReadOut == QaaReadOut.Z && Bottleneck is null)
                best = shallower.FitMeasured(layers, budget, await counter.TotalAsync(shallower with { MeasuredQubits = 1 }).ConfigureAwait(false));
            if (best is null || best.Value.Used < WellUsed * budget)
            {
                var other = await shallower.FitBottleneckAsync(layers, budget, counter).ConfigureAwait(false);
                best = other is { } found && found.Used > (best?.Used ?? 0) ? other : best;
            }
            if (best is { } fit)
                return new BudgetFit(fit.Config, $"{fit.What}{(depth < Layers ? $"; {Text(depth)} layers of {Ansatz}, not {Text(Layers)}" : "")}: {Spent(fit.Used, budget)}");
        }
        throw TooSmall(budget);
    }

    /// <summary>Numbers that the file holds of one layer.</summary>
    private int Stored(Linear layer, int angles, int measured)
    {
        var (outputs, inputs) = ((int)layer.weight.shape[0], (int)layer.weight.shape[1]);
        var (width, states) = (Bottleneck ?? inputs, 1 << QubitsFor(layer));
        var features = (ReadOut switch { QaaReadOut.Z => measured, QaaReadOut.Both => states + measured, _ => states }) + (Norm == QaaNorm.Concatenate ? width : 0);
        return angles * (1 + (ReadOut == QaaReadOut.Amplitudes ? 1 : 0) + (Reupload ? 1 : 0))
            + (Bottleneck is null ? 0 : width * inputs)
            + (HasUp ? outputs * (features + (Bias ? 1 : 0)) : ReadOut == QaaReadOut.Probabilities ? 1 : 0);
    }

    private (QaaConfig Config, long Used, string What)? FitMeasured(IReadOnlyList<(string Name, Linear Layer)> layers, long budget, long used)
    {
        if (used > budget)
            return null;
        var measured = layers.ToDictionary(entry => entry.Name, _ => 1);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var (name, layer) in layers)
                if (measured[name] < QubitsFor(layer) && used + layer.weight.shape[0] <= budget)
                {
                    measured[name]++;
                    used += layer.weight.shape[0];
                    grown = true;
                }
        }
        if (layers.All(entry => measured[entry.Name] == QubitsFor(entry.Layer)))
            return (this with { MeasuredQubits = null }, used, "all qubits are read");
        var least = measured.Values.Min();
        var more = measured.Where(entry => entry.Value > least).ToDictionary();
        return (this with { MeasuredQubits = least, MeasuredPattern = more }, used, $"measured qubits: {Text(least)}{More(more, layers.Count)}");
    }

    private async Task<(QaaConfig Config, long Used, string What)?> FitBottleneckAsync(IReadOnlyList<(string Name, Linear Layer)> layers, long budget, Counter counter)
    {
        QaaConfig With(int width) => this with { Bottleneck = width, MeasuredQubits = MeasuredQubits <= QubitsFor(width) ? MeasuredQubits : null };
        var widest = (int)layers.Min(entry => entry.Layer.weight.shape[1]);
        var fitting = await LargestAsync(2, widest, async width => await counter.TotalAsync(With(width)).ConfigureAwait(false) <= budget).ConfigureAwait(false);
        if (fitting is not { } width)
            return null;
        var used = await counter.TotalAsync(With(width)).ConfigureAwait(false);
        var more = new Dictionary<string, int>();
        if (width < widest)
            foreach (var (name, layer) in layers)
            {
                // A power of two is a step: one coordinate more needs another qubit, and doubles the numbers that are read.
                var step = await counter.OfAsync(With(width + 1), layer).ConfigureAwait(false) - await counter.OfAsync(With(width), layer).ConfigureAwait(false);
                if (used + step > budget)
                    continue;
                used += step;
                more.Add(name, width + 1);
            }
        return (With(width) with { BottleneckPattern = more }, used, $"embedded coordinates: {Text(width)}{More(more, layers.Count)}");
    }

    private async Task<BudgetFit> FitDepthAsync(long budget, Func<QaaConfig, Task<long>> total)
    {
        if (Parameters is not null && await total(this).ConfigureAwait(false) is var fixedNumber)
            return fixedNumber <= budget ? new BudgetFit(this, $"the number of angles is given: {Spent(fixedNumber, budget)}") : throw TooSmall(budget);
        var deepest = await LargestAsync(1, MostLayers, async depth => await total(this with { Layers = depth }).ConfigureAwait(false) <= budget).ConfigureAwait(false)
            ?? throw TooSmall(budget);
        var used = await total(this with { Layers = deepest }).ConfigureAwait(false);
        return new BudgetFit(this with { Layers = deepest },
            $"{Text(deepest)} layers of {Ansatz}{(deepest == MostLayers ? ", the most that is chosen: angles are few, and this read-out has nothing else" : "")}: {Spent(used, budget)}");
    }

    /// <summary>The largest number in a range that fits, where all smaller ones fit too; null where none does.</summary>
    private static async Task<int?> LargestAsync(int least, int most, Func<int, Task<bool>> fits)
    {
        if (most < least || !await fits(least).ConfigureAwait(false))
            return null;
        while (least < most)
        {
            var middle = (least + most + 1) / 2;
            if (await fits(middle).ConfigureAwait(false))
                least = middle;
            else
                most = middle - 1;
        }
        return least;
    }

    private static string More(Dictionary<string, int> more, int modules) => more.Count == 0 ? "" : $", in {Text(more.Count)} of {Text(modules)} modules {Text(more.Values.Max())}";

    private AdapterOptionException TooSmall(long budget) => new("budget",
        $"qaa: with read_out {QaaMethod.NameOf(ReadOut)} even the smallest adapter of these modules holds more than {Text(budget)} numbers; target fewer modules, or use read_out probabilities or amplitudes, which hold angles only");

    // A budget counts what the file holds. Of that, frozen angles and bottlenecks are not trained, nor is the start that amplitudes are compared with.
    private string Spent(long used, long budget) => string.Create(CultureInfo.InvariantCulture, $"{used:#,0} of {budget:#,0} numbers ({100.0 * used / budget:0.0} %)")
        + (TrainAngles && (TrainBottleneck || Bottleneck is null) && ReadOut != QaaReadOut.Amplitudes ? "" : ", those that are stored and not trained included");

    private static string Text(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Counts what the files of adapters hold; angles are asked of Q# once for each size.</summary>
    private sealed class Counter(QaaConfig asked, IReadOnlyList<(string Name, Linear Layer)> layers, ICircuitSource circuits, CancellationToken cancellationToken)
    {
        private readonly Dictionary<(int Qubits, int Layers), int> _angles = [];

        public async Task<long> OfAsync(QaaConfig config, Linear layer)
        {
            var qubits = config.QubitsFor(layer);
            if (!_angles.TryGetValue((qubits, config.Layers), out var angles))
                _angles.Add((qubits, config.Layers), angles = await asked.CountAnglesAsync(circuits, qubits, config.Layers, cancellationToken).ConfigureAwait(false));
            return config.Stored(layer, angles, config.MeasuredQubits ?? qubits);
        }

        public async Task<long> TotalAsync(QaaConfig config)
        {
            var total = 0L;
            foreach (var (_, layer) in layers)
                total += await OfAsync(config, layer).ConfigureAwait(false);
            return total;
        }
    }
}
