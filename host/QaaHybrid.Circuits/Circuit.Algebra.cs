namespace QaaHybrid.Circuits;

public sealed partial class Circuit
{
    /// <summary>The inverse circuit, of the same parameters, up to a global phase.</summary>
    public Circuit Inverse() => new(
        Name + "†", Qubits, AuxiliaryQubits, Parameters, [.. Gates.Reverse().Select(gate => gate.Inverse)],
        Origin is null ? null : Origin with { Stages = [.. Origin.Stages.Reverse().Select(stage => stage with { Adjoint = !stage.Adjoint })] });

    /// <summary>The circuit with its parameters fixed: every angle a constant, no parameter left.</summary>
    /// <param name="theta">All parameters, radians.</param>
    public Circuit Bind(IReadOnlyList<double> theta)
    {
        ArgumentNullException.ThrowIfNull(theta);
        if (theta.Count != Parameters)
            throw new ArgumentException($"{Name} has {Parameters} parameters, {theta.Count} values were given", nameof(theta));
        double[] values = [.. theta];
        return new Circuit(
            Name, Qubits, AuxiliaryQubits, 0, [.. Gates.Select(gate => gate with { Angle = Angle.Constant(gate.Angle.At(values)) })],
            Origin is null ? null : Origin with { Stages = [.. Origin.Stages.Select(stage => BindStage(stage, values))] });
    }

    /// <summary>This circuit, then another on the same register. The other's parameters are numbered after this one's.</summary>
    public Circuit Then(Circuit next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Qubits != Qubits)
            throw new ArgumentException($"{Name} acts on {Qubits} qubits, {next.Name} on {next.Qubits}", nameof(next));
        var shifted = next.Gates.Select(gate => gate.Angle.IsConstant
            ? gate
            : gate with { Angle = gate.Angle with { Parameter = gate.Angle.Parameter + Parameters } });
        return new Circuit(
            $"{Name};{next.Name}", Qubits, Math.Max(AuxiliaryQubits, next.AuxiliaryQubits), Parameters + next.Parameters,
            [.. Gates, .. shifted], Origin is null || next.Origin is null ? null : JoinOrigins(Origin, next.Origin));
    }

    // Every project sees the shipped library (no directory), so its operations go with those of any one project.
    private CircuitOrigin? JoinOrigins(CircuitOrigin origin, CircuitOrigin next)
    {
        if (origin.ProjectDirectory is not null && next.ProjectDirectory is not null && origin.ProjectDirectory != next.ProjectDirectory)
            return null;
        var later = next.Stages.Select(stage => stage with { FirstParameter = stage.FirstParameter + Parameters });
        return new CircuitOrigin(origin.ProjectDirectory ?? next.ProjectDirectory, [.. origin.Stages, .. later]);
    }

    private static CircuitStage BindStage(CircuitStage stage, double[] theta) => stage.Bound is null
        ? stage with { FirstParameter = 0, Bound = theta[stage.FirstParameter..(stage.FirstParameter + stage.Parameters)] }
        : stage;
}
