using QaaHybrid.Adapters.Tests.Support;

namespace QaaHybrid.Adapters.Tests.Qaa;

internal sealed class QaaCases : AdapterCases
{
    protected override IEnumerable<(string Name, string Method, Dictionary<string, object?> Options)> Cases
    {
        get
        {
            foreach (var ansatz in new[] { "Ansatz.RYRing", "Ansatz.Square", "Layers.Brick", "Layers.Pyramid" })
            {
                yield return Both($"z {ansatz}", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("bias", true), ("scale", 0.5));
                yield return Both($"probabilities {ansatz}", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("read_out", "probabilities"));
            }
            foreach (var ansatz in new[] { "Ansatz.RYRing", "Layers.Brick", "Layers.Pyramid" })
                yield return Square($"amplitudes {ansatz}", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("read_out", "amplitudes"));
            yield return Both("z multiplied by the norm", ("layers", 1), ("norm", "multiply"));
            yield return Both("z beside the vector", ("layers", 1), ("norm", "concatenate"), ("measured_qubits", 3));
            yield return Both("probabilities multiplied by the norm", ("layers", 1), ("read_out", "probabilities"), ("norm", "multiply"));
            yield return Both("projected", ("form", "projected"), ("bottleneck", 6));
            yield return Both("square, fixed bottleneck", ("form", "square"), ("bottleneck", 8), ("train_bottleneck", false), ("bias", true), ("norm", "multiply"));
            yield return Both("qchft", ("form", "qchft"), ("layers", 1));
            yield return Both("re-uploaded", ("layers", 1), ("bottleneck", 5), ("reupload", true), ("norm", "concatenate"));
            yield return Square("amplitudes in a bottleneck", ("layers", 1), ("read_out", "amplitudes"), ("bottleneck", 8));
            yield return Square("amplitudes in a fixed bottleneck", ("layers", 1), ("read_out", "amplitudes"), ("bottleneck", 5), ("train_bottleneck", false), ("scale", 0.5));
            yield return Square("amplitudes re-uploaded", ("layers", 1), ("read_out", "amplitudes"), ("reupload", true));
        }
    }

    private static (string, string, Dictionary<string, object?>) Both(string name, params (string Key, object? Value)[] options) =>
        Case($"qaa {name}", "qaa", [.. options, ("target_modules", "q_proj,v_proj")]);

    private static (string, string, Dictionary<string, object?>) Square(string name, params (string Key, object? Value)[] options) =>
        Case($"qaa {name}", "qaa", [.. options, ("target_modules", "q_proj")]);
}
