namespace QaaHybrid.Circuits;

/// <summary>How a circuit is drawn.</summary>
/// <param name="Theta">Values to show in place of θ0, θ1, …; null shows the parameters.</param>
/// <param name="FuseRbs">Whether a beam splitter (RBS or FBS) that the compiler wrote as several gates is drawn as one.</param>
/// <param name="Width">Where lines are broken: characters of text (null is 120), or pixels of an SVG (null is 960).</param>
/// <param name="MaxGates">How many gates are drawn before the rest is only counted.</param>
/// <param name="MaxQubits">How many wires are drawn; gates that touch others are only counted.</param>
public sealed record DrawingOptions(
    IReadOnlyList<double>? Theta = null, bool FuseRbs = true, int? Width = null, int MaxGates = 600, int MaxQubits = 64);
