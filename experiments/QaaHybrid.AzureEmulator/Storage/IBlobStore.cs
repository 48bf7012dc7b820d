using Microsoft.AspNetCore.Http;

namespace QaaHybrid.AzureEmulator;

/// <summary>The storage behind the emulator: for its own use, and for clients' requests.</summary>
internal interface IBlobStore : IAsyncDisposable
{
    /// <summary>What it is, for people.</summary>
    string Name { get; }

    /// <summary>Makes a container, where it is missing.</summary>
    Task CreateContainerAsync(string container, CancellationToken cancellationToken);

    /// <summary>A blob's bytes, or null where there is none.</summary>
    Task<byte[]?> ReadAsync(string container, string blob, CancellationToken cancellationToken);

    /// <summary>Writes a blob, over an old one where there is one.</summary>
    Task WriteAsync(string container, string blob, byte[] content, string contentType, CancellationToken cancellationToken);

    /// <summary>Answers a client's request, its signature checked.</summary>
    Task<Answer> AnswerAsync(HttpRequest request, CancellationToken cancellationToken);
}
