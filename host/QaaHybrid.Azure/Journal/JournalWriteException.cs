using QaaHybrid.Files;

namespace QaaHybrid.Azure;

/// <summary>A job cannot be written down, and so it is not sent.</summary>
/// <param name="journal">The journal.</param>
/// <param name="inner">The file of it that cannot be written, and why.</param>
public sealed class JournalWriteException(string journal, FileWriteException inner)
    : IOException($"{journal} cannot be written, without which no job is sent: {(inner?.Path == journal ? inner.Why : inner?.Message)}", inner);
