namespace QaaHybrid.Training;

/// <summary>One line of a text file.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Text">Its text without the line feed; a carriage return before it is still there.</param>
public readonly record struct TextLine(int Number, string Text);
