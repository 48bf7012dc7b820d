using System.Text;
using QaaHybrid.Circuits;

namespace QaaHybrid.AzureEmulator;

/// <summary>Reads <c>qir.v1</c>: LLVM IR as UTF-8 text.</summary>
internal static class QirInput
{
    /// <summary>Reads a program and holds it against what a target takes.</summary>
    /// <param name="input">The blob.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="target">Where it is to run.</param>
    /// <param name="entryPoint">The entry point that the job names; null where it names none.</param>
    /// <exception cref="JobFailureException">It cannot run there.</exception>
    public static EmulatedProgram Read(byte[] input, string name, EmulatedTarget target, string? entryPoint)
    {
        if (input is [(byte)'B', (byte)'C', ..])
            throw new JobFailureException(JobFailureException.InvalidInputData, "the input is LLVM bitcode; the emulator reads QIR as text");
        var text = Encoding.UTF8.GetString(input);
        try
        {
            var profile = Profile(text);
            if (profile > target.Profile)
                throw Refused($"{target.Id} takes the profile {target.Profile} or less, the program is {profile}");
            var program = QirReader.Read(text);
            if (entryPoint is not null && entryPoint != program.EntryPoint)
                throw Refused($"the job names the entry point '{entryPoint}', the program has '{program.EntryPoint}'");
            if (program.RequiredQubits > target.Qubits)
                throw Refused($"{target.Id} has {target.Qubits} qubits, the program needs {program.RequiredQubits}");
            var output = OutputShape.OfQir(text);
            if (program.BranchLine is { } line)
                throw Refused($"line {line} branches on a measured value; the emulator runs straight lines only");
            return new EmulatedProgram(program.ToCircuit(name), output);
        }
        catch (QirFormatException error)
        {
            throw Refused(error.Message);
        }
    }

    // The attribute says base or adaptive, the module's flags say how much of adaptive.
    private static QirProfile Profile(string text)
    {
        return text.Contains("\"qir_profiles\"=\"base_profile\"", StringComparison.Ordinal) ? QirProfile.Base
            : HasFlag("backwards_branching") || HasFlag("arrays") || HasFlag("ir_functions") ? QirProfile.Adaptive
            : HasFlag("float_computations") ? QirProfile.Adaptive_RIF
            : QirProfile.Adaptive_RI;

        bool HasFlag(string flag) => text.Contains($"!\"{flag}\"", StringComparison.Ordinal);
    }

        private static JobFailureException Refused(string message) => new(JobFailureException.QirPreProcessingFailed, message);
}
