using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace QaaHybrid.Notebook.Scripting;

// What cannot be rewritten without knowing what names mean.
internal sealed partial class CellRewriter
{
    private const string TokenType = "System.Threading.CancellationToken";

    private static readonly ExpressionSyntax CellToken = ParseExpression(Runtime + "Token");

    /// <summary>
    /// A call that takes a token and is given none gets the cell's: by its optional parameter, or by the overload that has one more. So an interrupt stops what
    /// is awaited, a training as well as a download.
    /// </summary>
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var parameter = _model?.GetSymbolInfo(node).Symbol is IMethodSymbol method ? TokenParameter(method, node) : null;
        var call = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        return parameter is null ? call : call.AddArgumentListArguments(Argument(NameColon(parameter), default, CellToken));
    }

    private string? TokenParameter(IMethodSymbol method, InvocationExpressionSyntax call)
    {
        if (method.Parameters.Any(parameter => parameter.IsParams) || call.ArgumentList.Arguments.Any(argument => IsToken(_model!.GetTypeInfo(argument.Expression).ConvertedType)))
            return null;
        if (method.Parameters.FirstOrDefault(parameter => parameter.IsOptional && IsToken(parameter.Type)) is { } optional)
            return optional.Name;
        // Not where parameters before the token are left to their defaults: the longer overload need not have them.
        if (method.Parameters.Length != call.ArgumentList.Arguments.Count || method.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction)
            return null;
        return method.ContainingType?.GetMembers(method.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(other => IsSameButForToken(method.ReducedFrom is null ? method.OriginalDefinition : method, other))?.Parameters[^1].Name;
    }

    private static bool IsSameButForToken(IMethodSymbol method, IMethodSymbol other) =>
        other.Parameters.Length == method.Parameters.Length + 1 && other.DeclaredAccessibility == Accessibility.Public
        && other.IsStatic == method.IsStatic && other.Arity == method.Arity && IsToken(other.Parameters[^1].Type)
        && other.OriginalDefinition.ReturnType.ToDisplayString() == method.ReturnType.ToDisplayString()
        && method.Parameters.Zip(other.OriginalDefinition.Parameters, (one, two) => one.RefKind == two.RefKind && one.Type.ToDisplayString() == two.Type.ToDisplayString()).All(same => same);

    private static bool IsToken(ITypeSymbol? type) => type?.ToDisplayString() == TokenType;

    // A lambda's expression has a check in front of it, unless it is an expression tree. An async lambda that only waits returns nothing.
    private BlockSyntax? BodyOf(LambdaExpressionSyntax lambda, LambdaExpressionSyntax visited)
    {
        if (visited.ExpressionBody is not { } expression || expression is RefExpressionSyntax
            || (_model?.GetTypeInfo(lambda).ConvertedType as INamedTypeSymbol)?.DelegateInvokeMethod is not { } method || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return null;
        var onlyWaits = lambda.AsyncKeyword.RawKind != 0 && method.ReturnType is INamedTypeSymbol { Arity: 0, Name: "Task" or "ValueTask" };
        return BodyOf(expression, returns: !method.ReturnsVoid && !onlyWaits);
    }
}
