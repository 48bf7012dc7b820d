namespace QaaHybrid.AzureEmulator;

/// <summary>QIR profiles, in ascending order: a target runs programs of its own profile and of those before it.</summary>
public enum QirProfile
{
    /// <summary>Straight line, measurements last.</summary>
    Base,

    /// <summary>Branches on results, integer arithmetic.</summary>
    Adaptive_RI,

    /// <summary>Floating-point arithmetic too.</summary>
    Adaptive_RIF,

    /// <summary>Loops, arrays, functions.</summary>
    Adaptive,
}
