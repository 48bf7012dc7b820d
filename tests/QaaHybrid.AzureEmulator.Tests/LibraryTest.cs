using System.ComponentModel;
using System.Diagnostics;
using QaaHybrid.AzureEmulator.Tests.Support;
using QaaHybrid.Circuits;
using QaaHybrid.QSharp;

namespace QaaHybrid.AzureEmulator.Tests;

/// <summary>The QIR of every ansatz and loader of the Q# library: LLVM's assembler takes it, and the emulator runs it as Microsoft's simulator runs the Q#.</summary>
public class LibraryTest
{
    // At this size every operation exists: the butterfly wants a power of two.
    private const int Qubits = 4;

    private readonly List<(string Operation, Circuit Circuit, string Compiled)> _library = [];
    private TemporaryFolder _folder = null!;
    private QSharpEngine _engine = null!;

    [OneTimeSetUp]
    public async Task CompileAsync()
    {
        _folder = new TemporaryFolder();
        _engine = new QSharpEngine(new QSharpEngineOptions { TimeLimit = TimeSpan.FromMinutes(10) });
        var source = new QSharpCircuitSource(_engine, _folder.Path);
        var random = new Random(23);
        foreach (var operation in source.FindOperations(null).Where(name => name.StartsWith("QaaHybrid.", StringComparison.Ordinal)))
        {
            // One without a function that counts its parameters, such as PureState, takes data, not angles.
            if (await source.CountParametersAsync(null, operation, Qubits, 1) is not { } parameters)
                continue;
            double[] theta = [.. Enumerable.Range(0, parameters).Select(_ => random.NextDouble() * 6 - 3)];
            var compiled = await _engine.QirAsync(
                null, $"use qs = Qubit[{Qubits}]; {operation}({QSharpText.Literal(theta)}, qs); Std.Measurement.MResetEachZ(qs)");
            var tape = QirReader.Read(compiled).ToCircuit(operation);
            var origin = new CircuitOrigin(null, [new CircuitStage(operation, false, 0, parameters, theta)]);
            _library.Add((operation, new Circuit(operation, tape.Qubits, tape.AuxiliaryQubits, 0, tape.Gates, origin), compiled));
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Microsofts_simulator_and_the_emulator_agree()
    {
        await using var server = await AzureEmulatorServer.StartAsync(new AzureEmulatorOptions { Storage = StorageKind.BuiltIn });
        using var client = new RawWorkspace(server);
        var qsharp = await new QSharpBackend(_engine).RunAsync([.. _library.Select(entry => new BackendRun(entry.Circuit, []))]);
        var ours = await new SimulatorBackend().RunAsync([.. _library.Select(entry => new BackendRun(entry.Circuit, []))]);

        Assert.That(_library, Has.Count.GreaterThanOrEqualTo(20));
        for (var i = 0; i < _library.Count; i++)
        {
            var (operation, circuit, _) = _library[i];
            Assert.That(StateDistance.UpToPhase(qsharp[i].Amplitudes!, ours[i].Amplitudes!), Is.LessThan(1e-9), $"{operation}: state");
            var probabilities = (await client.RunAsync("emulator.exact", Programs.Qir(circuit), 10))["Results"]![0]!["Histogram"]!.AsArray()
                .ToDictionary(bar => string.Concat(bar!["Outcome"]!.AsArray()), bar => bar!["Probability"]!.GetValue<double>());
            for (var state = 0; state < 1 << Qubits; state++)
                Assert.That(
                    probabilities.GetValueOrDefault(Measurement.BitString(state, Qubits)), Is.EqualTo(Math.Pow(qsharp[i].Amplitudes![state].Magnitude, 2)).Within(1e-9),
                    $"{operation}: probability of state {state}");
        }
    }

    [Test]
    public async Task LLVMs_assembler_takes_the_compilers_text_and_ours()
    {
        foreach (var (operation, circuit, compiled) in _library)
            foreach (var text in new[] { compiled, Programs.Qir(circuit) })
            {
                var (code, errors) = await AssembleAsync(_folder.Write("program.ll", text));
                Assert.That(code, Is.Zero, $"{operation}: {errors}");
            }
        // It would refuse what is wrong.
        var (broken, _) = await AssembleAsync(_folder.Write("broken.ll", _library[0].Compiled.Replace("double ", "double 1e", StringComparison.Ordinal)));
        Assert.That(broken, Is.Not.Zero);
    }

    private static async Task<(int Code, string Errors)> AssembleAsync(string file)
    {
        // LLVM 14 as in Debian 12: from 16 on typed pointers are gone.
        var start = new ProcessStartInfo("llvm-as-14") { ArgumentList = { "-o", "/dev/null", file }, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, errors);
        }
        catch (Win32Exception)
        {
            Assert.Ignore("llvm-as-14 is not installed (Debian: apt-get install llvm-14)");
            throw;
        }
    }
}
