using QaaHybrid.Circuits;

namespace QaaHybrid.Training;

/// <summary>What training on a backend took: circuits, shots, jobs, price.</summary>
/// <param name="Backend">What ran the circuits, in a few words.</param>
/// <param name="Shots">How often each circuit was measured; null where values are exact.</param>
/// <param name="Gradient">How the angles' gradient was measured: <c>shift</c> or <c>spsa</c>.</param>
/// <param name="InputGradient">
/// Where the gradient with respect to the embedded vectors came from, <c>shift</c> or <c>simulator</c>; null where nothing below the circuits is trained.
/// </param>
/// <param name="EvaluatedOnBackend">Whether the held-out examples were measured there too; otherwise on the exact simulator.</param>
/// <param name="Usage">Everything together.</param>
public sealed record BackendCosts(string Backend, int? Shots, string Gradient, string? InputGradient, bool EvaluatedOnBackend, BackendUsage Usage)
{
    /// <summary>What was done, in a sentence or two for the report.</summary>
    public string Sentence
    {
        get
        {
            var values = Shots is { } shots ? FormattableString.Invariant($"{shots:#,0} shots a circuit") : "exact values";
            var input = InputGradient switch
            {
                null => "nothing below the circuits was trained",
                "simulator" => "the gradient with respect to the hidden vectors came from the exact simulator and not from the backend",
                _ => "the gradient with respect to the hidden vectors came from shifting the loader's angles",
            };
            var held = EvaluatedOnBackend ? "there too" : "on the exact simulator";
            return $"Trained on {Backend}, {values}; the angles' gradient by {(Gradient == "spsa" ? "simultaneous perturbation" : "parameter shift")}, {input}. Held-out examples were measured {held}.";
        }
    }

    /// <summary>What it took, in a sentence.</summary>
    /// <param name="steps">Steps of the training.</param>
    public string Total(int steps)
    {
        var a = FormattableString.Invariant($"{Usage.Circuits:#,0} circuits in {steps:#,0} step{(steps == 1 ? "" : "s")}, {(double)Usage.Circuits / Math.Max(1, steps):#,0} a step");
        var shots = Usage.Shots > 0 ? FormattableString.Invariant($", {Usage.Shots:#,0} shots") : "";
        var jobs = Usage.Jobs > 0 ? FormattableString.Invariant($", {Usage.Jobs:#,0} jobs") : "";
        var price = Usage.Unit.Length > 0 ? $", {Usage.PriceText()}" : "";
        return $"{a}{shots}{jobs}{price}.";
    }
}
