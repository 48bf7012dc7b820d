using QaaHybrid.Training;

namespace QaaHybrid;

/// <summary>What is to be learned, and on which examples: the <c>task</c> of a recipe, whose keys <see cref="TaskRecipe"/> lists.</summary>
public sealed class LearningTask
{
    private LearningTask(string kind, string keys) => (Kind, Keys) = (kind, keys);

    /// <summary>The kind of task: one of <see cref="TaskKinds.All"/>.</summary>
    public string Kind { get; }

    /// <summary>The keys and values as YAML's flow style, without braces.</summary>
    internal string Keys { get; }

    /// <summary>A task of a kind.</summary>
    /// <param name="kind">One of <see cref="TaskKinds.All"/>.</param>
    /// <param name="options">The task's other keys: <c>new { dataset = "sst2", train_examples = 800 }</c>, a dictionary, or the text <c>"dataset: sst2, train_examples: 800"</c>.</param>
    public static LearningTask Of(string kind, object? options = null) => new(kind, FlowMap.Join(FlowMap.Of(new { kind }), FlowMap.Of(options)));

    /// <summary>The same with further keys.</summary>
    public LearningTask With(object? options) => new(Kind, FlowMap.Join(Keys, FlowMap.Of(options)));
}
