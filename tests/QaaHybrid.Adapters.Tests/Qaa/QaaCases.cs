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
                yield return Case($"qaa z {ansatz}", "qaa", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("bias", true), ("scale", 0.5), ("target_modules", "q_proj,v_proj"));
                yield return Case($"qaa probabilities {ansatz}", "qaa", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("read_out", "probabilities"), ("target_modules", "q_proj,v_proj"));
            }
            foreach (var ansatz in new[] { "Ansatz.RYRing", "Layers.Brick", "Layers.Pyramid" })
                yield return Case($"qaa amplitudes {ansatz}", "qaa", ("ansatz", $"QaaHybrid.{ansatz}"), ("layers", 1), ("read_out", "amplitudes"), ("target_modules", "q_proj"));
        }
    }
}
