namespace QaaHybrid.AzureEmulator;

/// <summary>What came out of a program.</summary>
/// <param name="Shots">One bit string a shot; the first recorded result is the leftmost character.</param>
/// <param name="Parts">The exact distribution as a product of independent ones; null where it was sampled.</param>
internal sealed record ProgramOutcome(IReadOnlyList<string> Shots, IReadOnlyList<PartDistribution>? Parts);
