using QaaHybrid.Notebook.Tests.Support;

namespace QaaHybrid.Notebook.Tests.Kernel;

/// <summary>Help with a Q# cell that is being written, and with commands.</summary>
public class QSharpHelpTest
{
    [Test]
    [TestCase("%%qsharp\noper", "operation", TestName = "A keyword")]
    [TestCase("%%qsharp\noperation A(q : Qubit) : Unit {\n    App", "ApplyToEach", TestName = "A name that is always there")]
    [TestCase("%%qsharp\noperation A(q : Qubit) : Unit {\n    let root = Sqr", "Std.Math.Sqrt", TestName = "A name of the standard library, in full")]
    [TestCase("%%qsharp\noperation A(q : Qubit[]) : Unit {\n    RB", "QaaHybrid.Gates.RBS", TestName = "A name of our library, in full")]
    [TestCase("%%qsharp\noperation A(q : Qubit[]) : Unit {\n    QaaHybrid.Gates.RB", "RBS", TestName = "A member of a namespace")]
    [TestCase("%%qsharp\noperation A(q : Qubit[]) : Unit {\n    Begu", "BegunEarlier", TestName = "An operation of an earlier cell")]
    [TestCase("%%qsharp\noperation A(inner : Qubit[]) : Unit {\n    H(inn", "inner", TestName = "A parameter")]
    [TestCase("%%qsharp\noperation Latest() : Unit { }\noperation A(q : Qubit[]) : Unit {\n    Late", "Latest", TestName = "An operation of the cell itself")]
    [TestCase("%qaa circ", "circuit", TestName = "A command")]
    [TestCase("var a = 1;\n%qaa circuit inf", "info", TestName = "A command of a group, on a later line")]
    [TestCase("%qaa circuit info --op", "--operation", TestName = "An option")]
    [TestCase("%qaa circuit grad --method ad", "adjoint", TestName = "The value of an option")]
    [TestCase("%qaa train defi", "definitions", TestName = "A shipped recipe")]
    [TestCase("%qaa train definitions --set training.st", "training.steps=", TestName = "A key of a recipe")]
    [TestCase("%qaa train definitions --set methods.qaa-z.", "methods.qaa-z.ansatz=", TestName = "A key of a method")]
    public async Task Completion_knows(string code, string expected)
    {
        var kernel = await SharedKernel.GetAsync();
        await Declare(kernel);
        var (matches, _) = await kernel.CompleteAsync(code);
        Assert.That(matches, Does.Contain(expected));
    }

    [Test]
    public async Task A_cell_in_CSharp_is_not_asked_for_QSharp()
    {
        var (matches, _) = await (await SharedKernel.GetAsync()).CompleteAsync("oper");
        Assert.That(matches, Does.Contain("operator").And.Not.Contain("operation"));
    }

    [Test]
    [TestCase("%%qsharp\noperation A(q : Qubit) : Unit {\n    H", "(q);\n}", "Hadamard", TestName = "What is always there")]
    [TestCase("%%qsharp\noperation A(q : Qubit[]) : Unit {\n    QaaHybrid.Gates.RBS", "(0.1, q[0], q[1]);\n}", "Givens rotation", TestName = "Our library")]
    [TestCase("%%qsharp\noperation A(q : Qubit[]) : Unit {\n    BegunEarlier(", ");\n}", "BegunEarlier(theta : Double[], qubits : Qubit[])", TestName = "The call around the cursor")]
    [TestCase("%%qsharp\noperation A(q : Qubit[]) : Unit {\n    BegunEarlier", "", "Turns what it is given.", TestName = "An earlier cell")]
    [TestCase("await BegunEarlier", ".CircuitAsync(3)", "Turns what it is given.", TestName = "An earlier cell's operation in C#")]
    [TestCase("%qaa circuit info --op", "", "--operation", TestName = "A command")]
    public async Task Inspection_knows(string code, string rest, string expected)
    {
        var kernel = await SharedKernel.GetAsync();
        await Declare(kernel);
        Assert.That(await kernel.ExplainAsync(code, rest), Does.Contain(expected));
    }

    [Test]
    public async Task A_question_mark_answers_for_QSharp_too()
    {
        var payload = (await (await SharedKernel.GetAsync()).RunAsync("?QaaHybrid.Gates.RBS")).Reply.GetProperty("payload")[0];
        Assert.That(payload.GetProperty("data").GetProperty("text/plain").GetString(), Does.Contain("operation RBS(theta : Double").And.Contain("Givens rotation"));
    }

    private static Task<CellRun> Declare(KernelClient kernel) => kernel.RunAsync(
        """
        %%qsharp
        /// # Summary
        /// Turns what it is given.
        operation BegunEarlier(theta : Double[], qubits : Qubit[]) : Unit is Adj + Ctl {
            Ry(theta[0], qubits[0]);
        }
        """);
}
