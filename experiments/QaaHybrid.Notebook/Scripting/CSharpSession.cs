using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>
/// C# cell by cell: each is a script submission that sees the declarations of those before it. Unlike Roslyn's own script runner it keeps what a cell has
/// assigned when the cell is stopped in the middle.
/// </summary>
internal sealed class CSharpSession
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly Lazy<IReadOnlyList<MetadataReference>> _references = new(Surroundings.References);
    private readonly Lazy<Packages> _packages;
    private readonly Dictionary<string, string> _referencedFiles = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _name = $"Cells{Guid.NewGuid():N}";
    private CSharpCompilation? _last;
    private int _submissions;

    // A submission keeps its variables in the slot after its predecessor's; the first slot is for the host's object, which there is none of.
    private object?[] _states = new object?[2];

    /// <summary>Makes a session without any cell.</summary>
    public CSharpSession()
    {
        _packages = new(() => new Packages(_references.Value));
        AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <summary>Text as a script's syntax tree.</summary>
    /// <param name="code">The text.</param>
    /// <param name="path">What diagnostics and stack traces call it.</param>
    public static SyntaxTree Parse(string code, string path = "")
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Parsing, path);
        return WithoutUsingDeclarations(tree, code) is { } plain ? CSharpSyntaxTree.ParseText(SourceText.From(plain, Encoding.UTF8), Parsing, path) : tree;
    }

    // Scripts know no "using var x = …;" at their top and take it for a directive without its end. What a cell declares is there for the cells to come, so it is read as
    // "var x = …;". Blanks in place of the word leave lines and columns as they are. Null where there is none.
    private static string? WithoutUsingDeclarations(SyntaxTree tree, string code)
    {
        var words = tree.GetRoot().DescendantTokens(descendIntoTrivia: true).Where(token => token.IsKind(SyntaxKind.UsingKeyword) && token.Parent switch
        {
            UsingDirectiveSyntax directive => directive.SemicolonToken.IsMissing && directive.Alias is null,
            // Behind the first statement no directive is expected at all.
            SkippedTokensTriviaSyntax skipped => !skipped.Tokens.Any(SyntaxKind.SemicolonToken),
            _ => false,
        }).ToList();
        if (words.Count == 0)
            return null;
        var text = new StringBuilder(code);
        foreach (var word in words)
            text.Remove(word.SpanStart, word.Span.Length).Insert(word.SpanStart, " ", word.Span.Length);
        return text.ToString();
    }

    /// <summary>A tree after all cells so far, compiled as far as it can be: for questions about names and types.</summary>
    public CSharpCompilation Bind(SyntaxTree tree) => CSharpCompilation.CreateScriptCompilation(
        $"{_name}.{_submissions}", tree, [.. _last is null ? _references.Value : [], .. _packages.Value.Beside(tree)], Options(), _last, typeof(object));

    /// <summary>Restores the packages that a cell names: to be called before it is compiled.</summary>
    /// <returns>Each package that was not there before, with its version.</returns>
    /// <exception cref="PackageException">One of them cannot be had.</exception>
    public Task<IReadOnlyList<string>> RestoreAsync(SyntaxTree tree, CancellationToken cancellationToken) => _packages.Value.RestoreAsync(tree, cancellationToken);

    /// <summary>Compiles a cell; nothing of it counts until <see cref="Enter"/>.</summary>
    /// <exception cref="CompilationFailedException">It has errors.</exception>
    public Submission Compile(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (HasErrors(tree.GetDiagnostics(cancellationToken)))
            throw new CompilationFailedException(tree.GetDiagnostics(cancellationToken));
        _submissions++;
        // The rewritten form first; where that does not compile, the cell's own text says what is wrong, or runs as it is.
        return TryEmit(Bind(CellRewriter.Rewrite(tree, () => Bind(tree).GetSemanticModel(tree))), out _, cancellationToken)
            ?? TryEmit(Bind(tree), out var errors, cancellationToken)
            ?? throw new CompilationFailedException(errors);
    }

    /// <summary>Makes a compiled cell the last one, which all later ones see, and gives what runs it.</summary>
    public Func<Task<object?>> Enter(Submission submission)
    {
        _last = submission.Compilation;
        if (_states.Length < _submissions + 2)
            Array.Resize(ref _states, 2 * (_submissions + 2));
        foreach (var reference in submission.Compilation.DirectiveReferences)
            if (reference is PortableExecutableReference { FilePath: { } path })
                _referencedFiles[Path.GetFileNameWithoutExtension(path)] = path;
        var states = _states;
        return () => submission.Factory(states);
    }

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private CSharpCompilationOptions Options() => new(
        OutputKind.DynamicallyLinkedLibrary,
        scriptClassName: $"Submission{_submissions}",
        usings: _last is null ? Surroundings.Usings : null,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Disable,
        metadataReferenceResolver: new ReferenceResolver(_packages.Value, ScriptMetadataResolver.Default.WithBaseDirectory(Environment.CurrentDirectory)),
        sourceReferenceResolver: ScriptSourceResolver.Default.WithBaseDirectory(Environment.CurrentDirectory),
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private static Submission? TryEmit(CSharpCompilation compilation, out IReadOnlyList<Diagnostic> errors, CancellationToken cancellationToken)
    {
        using var program = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            program, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellationToken);
        errors = emitted.Diagnostics;
        if (!emitted.Success)
            return null;
        program.Position = symbols.Position = 0;
        var entry = compilation.GetEntryPoint(cancellationToken)
            ?? throw new InvalidOperationException("the compiler gave a submission without an entry point");
        var method = AssemblyLoadContext.Default.LoadFromStream(program, symbols)
            .GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new Submission(compilation, method.CreateDelegate<Func<object?[], Task<object?>>>());
    }

    // What #r has named lies anywhere; the runtime asks when the cell comes to it.
    private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name is null)
            return null;
        if ((_packages.Value.Assembly(name.Name) ?? _referencedFiles.GetValueOrDefault(name.Name)) is { } path)
            return context.LoadFromAssemblyPath(Path.GetFullPath(path));
        // And what stands beside it.
        return _referencedFiles.Values.Select(file => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, name.Name + ".dll"))
            .FirstOrDefault(File.Exists) is { } neighbour ? context.LoadFromAssemblyPath(neighbour) : null;
    }
}

/// <summary>A compiled cell.</summary>
/// <param name="Compilation">What later cells are compiled after.</param>
/// <param name="Factory">Runs it on the states of all cells, and stores its own there.</param>
internal sealed record Submission(CSharpCompilation Compilation, Func<object?[], Task<object?>> Factory);

/// <summary>A cell does not compile.</summary>
/// <param name="diagnostics">What the compiler says, warnings included.</param>
internal sealed class CompilationFailedException(IEnumerable<Diagnostic> diagnostics) : Exception("the cell does not compile")
{
    /// <summary>The errors, in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; } =
        [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
}
