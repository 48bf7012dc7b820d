namespace QaaHybrid.Training;

/// <summary>How long a method is trained: a number of steps, or a time that its steps take together.</summary>
internal sealed class TrainingLength
{
    /// <summary>A training by time follows the schedule in so many parts of it.</summary>
    private const int TimeParts = 10_000;

    private readonly int steps;
    private readonly double seconds;
    private double spent;

    /// <param name="recipe">Steps, epochs or seconds.</param>
    /// <param name="batchesPerEpoch">Steps of an epoch.</param>
    public TrainingLength(TrainingRecipe recipe, int batchesPerEpoch)
    {
        seconds = recipe.Seconds;
        steps = recipe.Epochs > 0 ? (int)Math.Ceiling(recipe.Epochs * batchesPerEpoch) : recipe.Steps;
    }

    /// <summary>Steps of the schedule of the learning rate.</summary>
    public int ScheduleSteps => seconds > 0 ? TimeParts : steps;

    /// <summary>Where the schedule stands at a step, 1 to <see cref="ScheduleSteps"/>.</summary>
    public int ScheduleStep(int step) => seconds > 0 ? 1 + (int)(Math.Min(1, spent / seconds) * (TimeParts - 1)) : step;

    /// <summary>Steps in all; for a training by time as far as can be told after a step.</summary>
    public int Total(int step) => seconds > 0 && spent > 0 ? Math.Max(step, (int)Math.Round(step * seconds / spent)) : steps;

    /// <summary>What is left of a training by time; null for one by steps.</summary>
    public TimeSpan? TimeLeft => seconds > 0 ? TimeSpan.FromSeconds(Math.Max(0, seconds - spent)) : null;

    /// <summary>Whether the training is over after so many steps; at least one is taken.</summary>
    public bool IsOver(int done) => done > 0 && (seconds > 0 ? spent >= seconds : done >= steps);

    /// <summary>Counts the time of a step.</summary>
    public void Spend(double stepSeconds) => spent += stepSeconds;
}
