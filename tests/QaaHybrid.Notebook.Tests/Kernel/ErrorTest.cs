using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>What a person reads when a cell fails.</summary>
public class ErrorTest
{
    [Test]
    public async Task A_compilation_error_has_its_line_and_carets()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("var fine = 1;\nvar bad = fine + missing;");
        Assert.That(run.Status, Is.EqualTo("error"));
        Assert.That(run.Reply.GetProperty("ename").GetString(), Is.EqualTo("CS0103"));
        Assert.That(run.Traceback, Is.EqualTo(
            "(2,18): error CS0103: The name 'missing' does not exist in the current context\n    var bad = fine + missing;\n                     ^^^^^^^"));
    }

    [Test]
    public async Task A_syntax_error_too()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("var x = ;");
        Assert.That(run.Traceback, Is.EqualTo("(1,9): error CS1525: Invalid expression term ';'\n    var x = ;\n            ^"));
    }

    [Test]
    public async Task An_exception_has_the_lines_of_the_cells_and_no_frames_of_the_framework()
    {
        var kernel = await SharedKernel.GetAsync();
        var first = await kernel.RunAsync("int Divide(int a, int b)\n{\n    return a / b;\n}");
        var second = await kernel.RunAsync("\nnew[] { 0 }.Select(b =>\n    Divide(1, b)).ToList()");
        var (one, two) = (Number(first), Number(second));
        Assert.That(second.Traceback, Is.EqualTo(
            $"DivideByZeroException: Attempted to divide by zero.\n    at cell {one}, line 3: return a / b;\n    at cell {two}, line 3: Divide(1, b)).ToList()\n    at cell {two}, line 2: new[] {{ 0 }}.Select(b =>"));
    }

    [Test]
    public async Task What_was_caused_by_what_is_told()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("throw new InvalidOperationException(\"outer\", new FormatException(\"inner\"));");
        Assert.That(run.Traceback, Does.StartWith("InvalidOperationException: outer\n").And.Contain("\ncaused by FormatException: inner"));
    }

    [Test]
    public async Task What_QaaHybrid_throws_names_the_function()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("new Circuit(\"c\", 0, 0, 0, [])");
        Assert.That(run.Traceback, Does.Contain("in QaaHybrid.Circuits.Circuit..ctor").And.Contain("line 1: new Circuit"));
    }

    [Test]
    public async Task A_failed_cell_keeps_what_it_had_assigned()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("int before = 4; if (before > 0) throw new Exception(\"x\"); int after = 5;");
        Assert.That((await kernel.RunAsync("before + after")).Result, Is.EqualTo("4"));
    }

    private static int Number(CellRun run) => run.Reply.GetProperty("execution_count").GetInt32();
}
