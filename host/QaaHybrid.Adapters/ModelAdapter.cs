namespace QaaHybrid.Adapters;

/// <summary>
/// One adapter with its tensors, prepared for a model. It is in the model between <see cref="Activate"/> and <see cref="Deactivate"/>; the tensors live on.
/// </summary>
public abstract class ModelAdapter
{
    /// <summary>Every tensor that is saved, by its full name (<c>base_model.model.…</c>).</summary>
    public abstract IEnumerable<(string Name, Tensor Tensor)> Tensors { get; }

    /// <summary>
    /// Every tensor that training goes on from; those that require gradients are what the optimiser holds. They are <see cref="Tensors"/>, unless what is saved is computed from them.
    /// </summary>
    public virtual IEnumerable<(string Name, Tensor Tensor)> State => Tensors;

    /// <summary>What stands in <c>adapter_config.json</c> beside the options: sizes of the model that PEFT's form of the method names.</summary>
    public virtual IReadOnlyDictionary<string, object?> ModelKeys => new Dictionary<string, object?>();

    /// <summary>What PEFT calls a saved tensor; its full name for all but methods that PEFT keeps elsewhere.</summary>
    public virtual string FileName(string name) => name;

    /// <summary>What a reader of the saved tensors wants to know beside them, by full names.</summary>
    public virtual IEnumerable<(string Key, string Value)> Metadata => [];

    /// <summary>The stored numbers of each adapted module, by its name in the model.</summary>
    public abstract IEnumerable<ModuleCount> Modules { get; }

    /// <summary>Puts the adapter into the model.</summary>
    public abstract void Activate();

    /// <summary>Takes it out: the model computes as before.</summary>
    public abstract void Deactivate();

    /// <summary>Why the change cannot be written into the base model's weights, or null where it can.</summary>
    public abstract string? MergeObstacle { get; }

    /// <summary>Writes the change into the base model's weights. The adapter is active.</summary>
    public abstract void Merge();

    /// <summary>Takes it out of the weights again.</summary>
    public abstract void Unmerge();

    /// <summary>Takes the adapter out after <see cref="Merge"/>: the model keeps the change.</summary>
    public virtual void LeaveMerged() => Deactivate();

    /// <summary>Called after <see cref="Tensors"/> were overwritten from a file.</summary>
    public virtual void OnLoaded() { }

    /// <summary>Called after <see cref="State"/> was overwritten from a checkpoint.</summary>
    public virtual void OnStateLoaded() => OnLoaded();

    /// <summary>What the method adds to the loss, or null.</summary>
    public virtual Tensor? Penalty() => null;

    /// <summary>Called after each step of the optimiser, without gradients.</summary>
    /// <param name="progress">Share of the training that is done, (0, 1].</param>
    public virtual void AfterStep(double progress) { }

    /// <summary>Called when training is over, before the adapter is measured and saved.</summary>
    public virtual void Finish() { }

    /// <summary>Squares of norms worth a column in the log, summed over modules and square-rooted by the caller.</summary>
    public virtual IEnumerable<(string Name, double Square)> SquaredNorms => [];

    /// <summary>Numbers worth a column in the log that add up over modules.</summary>
    public virtual IEnumerable<(string Name, double Value)> Sums => [];
}

/// <summary>The numbers of one adapted module.</summary>
/// <param name="Name">The module's name in the model.</param>
/// <param name="Stored">Numbers that the adapter's file holds for it.</param>
/// <param name="Trainable">Numbers that the optimiser holds.</param>
/// <param name="DegreesOfFreedom">Independent directions among them: n(n−1)/2 for a stored n × n matrix of which only the skew part counts.</param>
public sealed record ModuleCount(string Name, long Stored, long Trainable, long DegreesOfFreedom);
