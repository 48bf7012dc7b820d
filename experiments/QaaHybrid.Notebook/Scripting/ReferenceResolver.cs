using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QaaHybrid.Notebook.Scripting;

/// <summary><c>#r</c> with a package that was restored; everything else as scripts have it.</summary>
/// <param name="packages">The packages.</param>
/// <param name="others">Paths of assemblies.</param>
internal sealed class ReferenceResolver(Packages packages, MetadataReferenceResolver others) : MetadataReferenceResolver
{
    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => others.ResolveMissingAssemblies;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        packages.Find(reference) is { } found ? [found] : others.ResolveReference(reference, baseFilePath, properties);

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        others.ResolveMissingAssembly(definition, referenceIdentity);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ReferenceResolver other && others.Equals(other.Others);

    /// <inheritdoc/>
    public override int GetHashCode() => others.GetHashCode();

    private MetadataReferenceResolver Others => others;
}
