using System.Security.Cryptography;
using System.Text;
using QaaHybrid.Circuits;

namespace QaaHybrid.QSharp;

/// <summary>Under what a result is kept: everything that it depends on, hashed, with a readable front.</summary>
/// <param name="FileStem">Name of the files, without extension.</param>
/// <param name="Hash">SHA-256 of everything.</param>
internal sealed record TapeKey(string FileStem, byte[] Hash)
{
    /// <summary>The key of an import.</summary>
    public static TapeKey Of(CircuitRequest request, QSharpLibrary library) =>
        Of(request.ProjectDirectory, library, request.Operation, $"q{request.Qubits}-p{request.Parameters}");

    /// <summary>The key of a count of parameters.</summary>
    public static TapeKey OfCount(string? project, QSharpLibrary library, string operation, int qubits, int layers) =>
        Of(project, library, operation, $"q{qubits}-l{layers}");

    private static TapeKey Of(string? project, QSharpLibrary library, string operation, string size)
    {
        var sources = QSharpSources.Hash(project, library);
        var text = $"{CircuitImporter.Version}|{library.CompilerVersion()}|{operation}|{size}|{Convert.ToHexStringLower(sources)}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var front = string.Concat(operation.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_').Take(60));
        return new TapeKey($"{front}-{size}-{Convert.ToHexStringLower(hash)[..16]}", hash);
    }
}
