namespace QaaHybrid.Circuits;

/// <summary>Which OpenQASM a text is written in.</summary>
public enum OpenQasmVersion
{
    /// <summary>OpenQASM 2.0 with the gates that <c>qelib1.inc</c> has in Cross et al., arXiv 1707.03429; readers agree on no others.</summary>
    V2 = 2,

    /// <summary>OpenQASM 3.0 with <c>stdgates.inc</c>.</summary>
    V3 = 3,
}
