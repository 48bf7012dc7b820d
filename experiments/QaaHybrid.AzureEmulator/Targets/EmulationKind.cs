namespace QaaHybrid.AzureEmulator;

/// <summary>How the emulator runs the programs of a target.</summary>
public enum EmulationKind
{
    /// <summary>No sampling error: the exact distribution scaled to the number of shots, as <c>ionq.simulator</c> answers.</summary>
    Exact,

    /// <summary>Shots drawn from the exact distribution.</summary>
    Sampled,

    /// <summary>Shots of a noisy simulation; the noise is the emulator's own setting and describes no vendor's machine.</summary>
    Noisy,

    /// <summary>Nothing is run: the program is checked and every shot reads zeros, as Quantinuum's syntax checkers answer.</summary>
    SyntaxCheck,
}
