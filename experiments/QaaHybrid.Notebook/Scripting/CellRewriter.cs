using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace QaaHybrid.Notebook.Scripting;

/// <summary>
/// Makes a cell stoppable: a check at the head of every loop and function and before every goto, the cell's token for every call that could be given one,
/// and awaits that come back to the cells' thread. No line is added, so that the lines in stack traces stay right.
/// </summary>
internal sealed partial class CellRewriter : CSharpSyntaxRewriter
{
    private const string Runtime = "global::QaaHybrid.Notebook.Scripting.Interrupts.";

    private static readonly StatementSyntax Check = ParseStatement(Runtime + "Check();");
    private static readonly StatementSyntax Enter = ParseStatement(Runtime + "Enter();");
    private static readonly ExpressionSyntax OnCell = ParseExpression(Runtime + "OnCell");

    private readonly SemanticModel? _model;
    private int _functions;

    private CellRewriter(SemanticModel? model) => _model = model;

    /// <summary>The stoppable form of a cell.</summary>
    /// <param name="tree">The cell.</param>
    /// <param name="bind">Tells what its names mean; asked only where that matters.</param>
    public static SyntaxTree Rewrite(SyntaxTree tree, Func<SemanticModel> bind)
    {
        var root = tree.GetRoot();
        var meaning = root.DescendantNodes().Any(node => node is InvocationExpressionSyntax or LambdaExpressionSyntax) ? bind() : null;
        return tree.WithRootAndOptions(new CellRewriter(meaning).Visit(root), tree.Options);
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node) is WhileStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node) is DoStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node) is ForStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax loop ? loop.WithStatement(Checked(loop.Statement)) : null;

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) => Block(Check, node);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var method = InFunction(() => (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!);
        if (method.Body is { } body)
            return method.WithBody(Entered(body));
        return method.ExpressionBody is { } arrow && BodyOf(arrow.Expression, method.ReturnType, method.Modifiers, method.SemicolonToken) is { } block
            ? method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block)
            : method;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var function = InFunction(() => (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!);
        if (function.Body is { } body)
            return function.WithBody(Entered(body));
        return function.ExpressionBody is { } arrow && BodyOf(arrow.Expression, function.ReturnType, function.Modifiers, function.SemicolonToken) is { } block
            ? function.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block)
            : function;
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        var constructor = InFunction(() => (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!);
        return constructor.Body is { } body ? constructor.WithBody(Entered(body)) : constructor;
    }

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        var accessor = InFunction(() => (AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!);
        return accessor.Body is { } body ? accessor.WithBody(Entered(body)) : accessor;
    }

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var property = InFunction(() => (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!);
        return property.ExpressionBody is { } arrow && BodyOf(arrow.Expression, property.Type, property.Modifiers, property.SemicolonToken) is { } block
            ? property.WithExpressionBody(null).WithSemicolonToken(default)
                .WithAccessorList(AccessorList(SingletonList(AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, block))))
            : property;
    }

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node)
    {
        var function = InFunction(() => (OperatorDeclarationSyntax)base.VisitOperatorDeclaration(node)!);
        return function.Body is { } body ? function.WithBody(Entered(body)) : function;
    }

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        var lambda = InFunction(() => (ParenthesizedLambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!);
        return (lambda.Block is { } body ? Entered(body) : BodyOf(node, lambda)) is { } block ? lambda.WithExpressionBody(null).WithBlock(block) : lambda;
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        var lambda = InFunction(() => (SimpleLambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!);
        return (lambda.Block is { } body ? Entered(body) : BodyOf(node, lambda)) is { } block ? lambda.WithExpressionBody(null).WithBlock(block) : lambda;
    }

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        var method = InFunction(() => (AnonymousMethodExpressionSyntax)base.VisitAnonymousMethodExpression(node)!);
        return method.WithBlock(Entered(method.Block));
    }

    public override SyntaxNode? VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        var wait = (AwaitExpressionSyntax)base.VisitAwaitExpression(node)!;
        return _functions > 0 ? wait : wait.WithExpression(InvocationExpression(OnCell, ArgumentList(SingletonSeparatedList(Argument(wait.Expression)))));
    }

    private T InFunction<T>(Func<T> visit)
    {
        _functions++;
        try
        {
            return visit();
        }
        finally
        {
            _functions--;
        }
    }

    private static BlockSyntax Checked(StatementSyntax statement) =>
        statement is BlockSyntax block ? block.WithStatements(block.Statements.Insert(0, Check)) : Block(Check, statement);

    private static BlockSyntax Entered(BlockSyntax block) => block.WithStatements(block.Statements.Insert(0, Enter));

    // => E as { Enter(); return E; }, or without return where there is nothing to return; null where only the compiler could tell.
    private static BlockSyntax? BodyOf(ExpressionSyntax expression, TypeSyntax type, SyntaxTokenList modifiers, SyntaxToken semicolon)
    {
        if (type is RefTypeSyntax || expression is RefExpressionSyntax)
            return null;
        var returns = type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } && !(modifiers.Any(SyntaxKind.AsyncKeyword) && IsPlainTask(type));
        return BodyOf(expression, returns).WithTrailingTrivia(semicolon.TrailingTrivia);
    }

    private static BlockSyntax BodyOf(ExpressionSyntax expression, bool returns)
    {
        var end = Token(SyntaxKind.SemicolonToken);
        return Block(
            Enter,
            expression is ThrowExpressionSyntax thrown ? ThrowStatement(thrown.ThrowKeyword, thrown.Expression, end)
                : returns ? ReturnStatement(Token(TriviaList(), SyntaxKind.ReturnKeyword, TriviaList(Space)), expression, end)
                : ExpressionStatement(expression, end));
    }

    private static bool IsPlainTask(TypeSyntax type) => type switch
    {
        IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" } => true,
        QualifiedNameSyntax { Right: IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" } } => true,
        _ => false,
    };
}
