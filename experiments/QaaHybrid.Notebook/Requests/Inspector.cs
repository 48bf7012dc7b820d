using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Requests;

/// <summary>What a name in a cell means: its declaration and its documentation.</summary>
/// <param name="session">The cells before.</param>
internal sealed class Inspector(CSharpSession session)
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayFormat.MinimallyQualifiedFormat.MemberOptions | SymbolDisplayMemberOptions.IncludeContainingType)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword);

    /// <summary>Describes what stands at a place; null where nothing is known.</summary>
    /// <param name="code">The cell as far as it is written.</param>
    /// <param name="at">Where the cursor stands, in characters.</param>
    public string? Describe(string code, int at)
    {
        var tree = CSharpSession.Parse(code);
        var model = session.Bind(tree).GetSemanticModel(tree);
        foreach (var node in Names(tree.GetRoot(), Math.Clamp(at, 0, code.Length)))
        {
            var found = model.GetSymbolInfo(node);
            var symbols = found.Symbol is { } one ? [one] : found.CandidateSymbols.Length > 0 ? found.CandidateSymbols : [.. model.GetMemberGroup(node)];
            if (symbols.Length == 0 && model.GetDeclaredSymbol(node) is { } declared)
                symbols = [declared];
            if (symbols.Length > 0)
                return string.Join("\n\n", symbols.Select(Text));
        }
        return null;
    }

    // The name that the cursor is in or behind, then what it is called on: in Foo(1, | the call.
    private static IEnumerable<SyntaxNode> Names(SyntaxNode root, int at)
    {
        foreach (var position in (int[])[at, at - 1])
        {
            if (position < 0 || position > root.FullSpan.End)
                continue;
            var token = root.FindToken(position);
            for (var node = token.Parent; node is not null and not StatementSyntax; node = node.Parent)
                if (node is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } && access.Name == node)
                    yield return access;
                else if (node is SimpleNameSyntax or PredefinedTypeSyntax or MemberAccessExpressionSyntax or VariableDeclaratorSyntax or MethodDeclarationSyntax or BaseObjectCreationExpressionSyntax)
                    yield return node;
                else if (node is InvocationExpressionSyntax call)
                    yield return call.Expression;
        }
    }

    private static string Text(ISymbol symbol)
    {
        var text = new StringBuilder(symbol.ToDisplayString(Format));
        if (symbol is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            foreach (var constructor in type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && !constructor.IsImplicitlyDeclared))
                text.Append("\nnew ").Append(constructor.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        var documentation = Documentation.Of(symbol);
        return documentation.Length > 0 ? text.Append("\n\n").Append(documentation).ToString() : text.ToString();
    }
}
