namespace QaaHybrid.Models;

/// <summary>A token that is found in the text before anything is cut, such as <c>&lt;|endoftext|&gt;</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">The text that it stands for.</param>
/// <param name="Special">Whether it is a mark that decoding leaves out, not part of a text.</param>
/// <param name="SingleWord">Whether it counts only where no letter or digit touches it.</param>
/// <param name="LeftStrip">Whether it swallows white space on its left.</param>
/// <param name="RightStrip">Whether it swallows white space on its right.</param>
/// <param name="Normalized">Whether it is looked for in the normalized text, itself normalized, and not in the text as it came.</param>
public sealed record AddedToken(
    int Id, string Content, bool Special, bool SingleWord = false, bool LeftStrip = false, bool RightStrip = false, bool Normalized = false);
