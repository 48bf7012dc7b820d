using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QaaHybrid.Notebook.Magics;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Requests;

/// <summary>How a begun name could go on.</summary>
/// <param name="session">The cells before.</param>
internal sealed class Completer(CSharpSession session)
{
    private static readonly string[] Keywords =
    [
        .. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText).Where(word => word.Length > 1 && char.IsLetter(word[0])), "var", "await", "async", "record", "when", "yield",
    ];

    /// <summary>The names that fit, what of the text they take the place of, and what kind each is.</summary>
    /// <param name="code">The cell as far as it is written.</param>
    /// <param name="at">Where the cursor stands, in characters.</param>
    public (int Start, IReadOnlyList<(string Name, string Kind)> Matches) Complete(string code, int at)
    {
        at = Math.Clamp(at, 0, code.Length);
        var start = at;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
            start--;
        var begun = code[start..at];
        if (code[..start].Trim() is "%" or "%%")
            return (start, [.. new[] { CellPart.QSharpSign, CellPart.CommandSign }.Select(sign => sign.TrimStart('%')).Where(name => name.StartsWith(begun, StringComparison.Ordinal)).Select(name => (name, "magic"))]);
        // What comes behind the cursor may not be written yet.
        var tree = CSharpSession.Parse(code[..at]);
        var model = session.Bind(tree).GetSemanticModel(tree);
        var names = Candidates(model, tree.GetRoot(), start)
            .Where(candidate => candidate.Name.StartsWith(begun, StringComparison.OrdinalIgnoreCase) && candidate.Name.Length > 0 && (char.IsLetter(candidate.Name[0]) || candidate.Name[0] == '_'))
            .DistinctBy(candidate => candidate.Name)
            // As it is written first, then by the alphabet.
            .OrderBy(candidate => !candidate.Name.StartsWith(begun, StringComparison.Ordinal)).ThenBy(candidate => candidate.Name, StringComparer.OrdinalIgnoreCase);
        return (start, [.. names]);
    }

    private static IEnumerable<(string Name, string Kind)> Candidates(SemanticModel model, SyntaxNode root, int start)
    {
        var before = root.FindToken(Math.Max(0, start - 1));
        if (before.IsKind(SyntaxKind.NumericLiteralToken) || before.IsKind(SyntaxKind.StringLiteralToken) || root.FindTrivia(Math.Max(0, start - 1)).IsKind(SyntaxKind.SingleLineCommentTrivia))
            return [];
        if (!before.IsKind(SyntaxKind.DotToken))
            return model.LookupSymbols(start).Where(symbol => symbol.CanBeReferencedByName).Select(symbol => (symbol.Name, Kind(symbol))).Concat(Keywords.Select(word => (word, "keyword")));
        return (before.Parent switch
        {
            MemberAccessExpressionSyntax access => Members(model, access.Expression, start),
            QualifiedNameSyntax name => Members(model, name.Left, start),
            MemberBindingExpressionSyntax binding when binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access => Members(model, access.Expression, start),
            _ => [],
        }).Where(symbol => symbol.CanBeReferencedByName).Select(symbol => (symbol.Name, Kind(symbol)));
    }

    private static IEnumerable<ISymbol> Members(SemanticModel model, SyntaxNode left, int start)
    {
        // A namespace or a type by its name, else a value.
        var symbol = model.GetSymbolInfo(left).Symbol;
        if (symbol is INamespaceSymbol names)
            return model.LookupNamespacesAndTypes(start, names);
        if (symbol is ITypeSymbol named)
            return model.LookupStaticMembers(start, named).Concat(model.LookupNamespacesAndTypes(start, named));
        return model.GetTypeInfo(left).Type is { TypeKind: not TypeKind.Error } type
            ? model.LookupSymbols(start, type, includeReducedExtensionMethods: true).Where(member => !member.IsStatic || member is IMethodSymbol { IsExtensionMethod: true })
            : [];
    }

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "function",
        INamespaceSymbol => "namespace",
        ITypeSymbol => "class",
        IPropertySymbol or IEventSymbol => "property",
        IFieldSymbol { ContainingType.IsScriptClass: false } => "field",
        _ => "instance",
    };
}
