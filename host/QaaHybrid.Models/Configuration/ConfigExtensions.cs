namespace QaaHybrid.Models;

/// <summary>What every model does with its configuration first.</summary>
internal static class ConfigExtensions
{
    /// <summary>The configuration, if it is possible.</summary>
    /// <exception cref="ArgumentException">It is not; the message says why.</exception>
    public static T Checked<T>(this T config)
        where T : PretrainedConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Problems().FirstOrDefault() is { } problem ? throw new ArgumentException(problem, nameof(config)) : config;
    }

    /// <summary>The configuration of a classifier: two labels where none are named, as Hugging Face has it.</summary>
    public static T WithLabels<T>(this T config)
        where T : PretrainedConfig => config.Labels.Count > 0 ? config : (T)((PretrainedConfig)config with { Labels = ["LABEL_0", "LABEL_1"] });
}
