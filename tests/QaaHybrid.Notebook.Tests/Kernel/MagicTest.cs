using System.Text.Json;
using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>Cells in Q#, and commands.</summary>
public class MagicTest
{
    [Test]
    public async Task A_Qsharp_operation_is_a_circuit_in_CSharp_by_its_name()
    {
        var kernel = await SharedKernel.GetAsync();
        var declared = await kernel.RunAsync(
            """
            %%qsharp
            operation Turned(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
                for q in 0..Length(qubits) - 1 {
                    Ry(2.0 * theta[q], qubits[q]);
                }
            }
            function TurnedParameters(qubits : Int, layers : Int) : Int { qubits * layers }
            """);
        Assert.That(declared.Status, Is.EqualTo("ok"), declared.Status == "ok" ? "" : declared.Traceback);
        var run = await kernel.RunAsync("var turned = await Turned.CircuitAsync(3); $\"{turned.Qubits} {turned.Parameters} {string.Join(' ', turned.Gates.Select(g => $\"{g.Kind}:{g.Angle.Scale}\"))}\"");
        Assert.That(run.Result, Is.EqualTo("3 3 RY:2 RY:2 RY:2"));
    }

    [Test]
    public async Task Later_Qsharp_cells_use_earlier_ones_and_may_declare_anew()
    {
        var kernel = await SharedKernel.GetAsync();
        await kernel.RunAsync("%%qsharp\nfunction Base() : Int { 20 }\nfunction Unused() : Int { 0 }");
        await kernel.RunAsync("%%qsharp\nfunction Sum() : Int { Base() + 1 }");
        Assert.That((await kernel.RunAsync("(await Sum.RunAsync()).Values[0]")).Result, Is.EqualTo("21"));
        await kernel.RunAsync("%%qsharp\nfunction Base() : Int { 40 }");
        await kernel.RunAsync("%%qsharp\nfunction Sum2() : Int { Base() + 2 }");
        // What was declared before stays what it was.
        Assert.That((await kernel.RunAsync("$\"{(await Sum.RunAsync()).Values[0]} {(await Sum2.RunAsync()).Values[0]}\"")).Result, Is.EqualTo("21 42"));
    }

    [Test]
    public async Task A_syntax_error_in_Qsharp_has_its_line_and_a_caret()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("%%qsharp\noperation Bad() : Unit {\n    let x = ;\n}");
        Assert.That(run.Status, Is.EqualTo("error"));
        Assert.That(run.Traceback, Is.EqualTo("(3,13): Q# error Qdk.Qsc.Parse.Rule: syntax error: expected expression, found `;`\n        let x = ;\n                ^"));
    }

    [Test]
    public async Task A_command_runs_between_lines_of_CSharp()
    {
        var kernel = await SharedKernel.GetAsync();
        var run = await kernel.RunAsync("Console.WriteLine(\"before\");\n%qaa params --help\nConsole.WriteLine(\"after\");");
        Assert.That(run.Status, Is.EqualTo("ok"));
        Assert.That(run.Out, Does.StartWith("before\n").And.EndWith("after\n").And.Contain("--adapter"));
    }

    [Test]
    public async Task A_command_that_fails_fails_the_cell_and_has_said_why()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("%qaa circuit nonsense");
        Assert.That(run.Status, Is.EqualTo("error"));
        Assert.That(run.Out, Does.Contain("nonsense"));
        Assert.That(run.Traceback, Does.Contain("ended with code 2"));
    }

    [Test]
    public async Task What_is_no_magic_is_named_with_those_there_are()
    {
        var run = await (await SharedKernel.GetAsync()).RunAsync("%%bash\nls");
        Assert.That(run.Traceback, Does.Contain("%%bash").And.Contain("%%qsharp"));
    }
}
