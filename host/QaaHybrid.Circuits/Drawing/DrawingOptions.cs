namespace QaaHybrid.Circuits;

/// <summary>How a circuit is drawn.</summary>
/// <param name="Theta">Values to show in place of θ0, θ1, …; null shows the parameters.</param>
/// <param name="FuseRbs">Whether an RBS gate that the compiler wrote as H, CZ, RY is drawn as one gate.</param>
/// <param name="Width">Where lines are broken: characters of text (null is 120), or pixels of an SVG (null is 960).</param>
/// <param name="MaxGates">How many gates are drawn before the rest is only counted.</param>
public sealed record DrawingOptions(IReadOnlyList<double>? Theta = null, bool FuseRbs = true, int? Width = null, int MaxGates = 600);
