using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp;
using QaaHybrid.Notebook.Errors;
using QaaHybrid.Notebook.Magics;
using QaaHybrid.Notebook.Messaging;
using QaaHybrid.Notebook.Output;
using QaaHybrid.Notebook.Scripting;

namespace QaaHybrid.Notebook.Requests;

/// <summary>Runs cells, whatever they are written in.</summary>
/// <param name="channels">Where output goes.</param>
/// <param name="commands">The command line.</param>
/// <param name="remark">What the person is told with the first cell; null is nothing.</param>
internal sealed class CellRunner(Channels channels, KernelCommands commands, string? remark = null) : IDisposable
{
    private readonly CellThread _thread = new();
    private readonly ConcurrentDictionary<string, string> _codes = new();
    private readonly CommandLine _commands = new(commands);
    private readonly CSharpSession _csharp = new();
    private readonly QSharpCells _qsharp = new();
    private Questions? _questions;
    private string? _remark = remark;

    /// <summary>Answers about what is being written.</summary>
    public Questions Questions => _questions ??= new Questions(_csharp, _qsharp, commands);

    /// <summary>The cell that is running, if one is.</summary>
    public Cell? Running { get; private set; }

    /// <summary>The text of a cell by what stack traces call it; null where it is none.</summary>
    public string? Code(string path) => _codes.GetValueOrDefault(path);

    /// <summary>Runs a cell.</summary>
    /// <param name="request">What asked for it.</param>
    /// <param name="code">Its text.</param>
    /// <param name="number">Its number.</param>
    /// <param name="silent">Whether its value stays unsaid.</param>
    /// <returns>Why it failed, null where it did not, and what front ends show in their pager.</returns>
    public async Task<(CellError? Error, string? Page)> RunAsync(Request request, string code, int number, bool silent)
    {
        var output = new CellOutput(channels, request);
        var cell = new Cell(number, request, output);
        Running = cell;
        string? page = null;
        if (!silent && Interlocked.Exchange(ref _remark, null) is { } first)
            output.Error.Write($"{first}\n");
        try
        {
            foreach (var part in CellPart.Split(code))
                switch (part.Kind)
                {
                    case PartKind.CSharp:
                        await RunCSharpAsync(cell, part.Text, silent).ConfigureAwait(false);
                        break;
                    case PartKind.QSharp:
                        await RunQSharpAsync(cell, part.Text).ConfigureAwait(false);
                        break;
                    case PartKind.Command:
                        await _commands.RunAsync(part.Text, output, cell.Token).ConfigureAwait(false);
                        break;
                    case PartKind.Question:
                        page = await Questions.ExplainNameAsync(part.Text).ConfigureAwait(false) ?? $"there is no {part.Text}";
                        break;
                }
            return (null, page);
        }
#pragma warning disable CA1031 // whatever a cell throws is shown to the person
        catch (Exception error)
#pragma warning restore CA1031
        {
            var shown = error switch
            {
                CompilationFailedException failure => CompilationErrors.Of(failure, code),
                QSharp.QSharpException failure when QSharpErrors.IsOfCell(failure) => QSharpErrors.Of(failure, code),
                _ when cell.IsStopped && IsStop(error) => RunErrors.Interrupted(error, Code),
                _ => RunErrors.Of(error, Code),
            };
            output.End();
            output.Fail(shown);
            return (shown, null);
        }
        finally
        {
            Running = null;
            cell.End(null);
            output.End();
        }
    }

    /// <summary>The value of an expression, without showing it.</summary>
    public async Task<object?> EvaluateAsync(Request request, string expression, int number)
    {
        var cell = new Cell(number, request, new CellOutput(channels, request));
        return await RunCSharpAsync(cell, expression, silent: true).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _thread.Dispose();

    private static bool IsStop(Exception error) => error is OperationCanceledException or ThreadInterruptedException
        || (error is AggregateException several && several.Flatten().InnerExceptions.All(IsStop));

    private async Task<object?> RunCSharpAsync(Cell cell, string code, bool silent)
    {
        var path = $"cell {cell.Number}";
        _codes[path] = code;
        var tree = CSharpSession.Parse(code, path);
        foreach (var package in await _csharp.RestoreAsync(tree, cell.Token).ConfigureAwait(false))
            cell.Output.Out.Write($"restored {package}\n");
        var submission = _csharp.Compile(tree, cell.Token);
        var value = await _thread.RunAsync(cell, _csharp.Enter(submission)).ConfigureAwait(false);
        if (value is not null && !silent)
            cell.Output.Result(cell.Number, Shown.Data(value));
        return value;
    }

    private async Task RunQSharpAsync(Cell cell, string code)
    {
        var operations = await _qsharp.CompileAsync(code, cell.Token).ConfigureAwait(false);
        foreach (var (variable, operation) in operations)
        {
            // A C# keyword is a good name in Q#.
            var name = SyntaxFacts.GetKeywordKind(variable) == SyntaxKind.None ? variable : "@" + variable;
            Handover.Value = operation;
            var submission = _csharp.Compile(CSharpSession.Parse($"var {name} = ({typeof(QSharpOperation).FullName}){typeof(Handover).FullName}.{nameof(Handover.Value)};"), cell.Token);
            await _csharp.Enter(submission)().ConfigureAwait(false);
        }
        if (operations.Count > 0)
            cell.Output.Display(Shown.Data(string.Join('\n', operations.Select(operation => operation.Operation.Signature))));
    }
}
