namespace QaaHybrid.Models;

/// <summary>A token of a piece.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">First UTF-16 unit of the piece that belongs to it.</param>
/// <param name="End">Behind the last one.</param>
internal readonly record struct TokenSpan(int Id, int Start, int End);
