namespace QaaHybrid.Training;

/// <summary>An axis: its ticks, and where a value lies on it.</summary>
internal abstract class Axis
{
    /// <summary>Positions of the ticks; the first and last are the ends of the axis.</summary>
    public abstract IReadOnlyList<double> Values { get; }

    /// <summary>A tick's label.</summary>
    public abstract string Label(double value);

    /// <summary>Where a value lies: 0 at the first tick, 1 at the last.</summary>
    public abstract double Share(double value);
}
