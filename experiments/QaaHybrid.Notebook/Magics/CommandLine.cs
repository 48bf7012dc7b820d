using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using QaaHybrid.Notebook.Output;

namespace QaaHybrid.Notebook.Magics;

/// <summary>
/// Commands of the command line from a cell, each in a process of its own: it may take memory and time as it likes, an interrupt ends it as Ctrl-C would, and the
/// kernel stands.
/// </summary>
/// <param name="commands">The command line.</param>
internal sealed class CommandLine(KernelCommands commands)
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs a command; what it prints is shown as it comes.</summary>
    /// <exception cref="CommandFailedException">It ended with a code other than 0.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync(string arguments, CellOutput output, CancellationToken cancellationToken)
    {
        var start = commands.Start(Split(arguments));
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start");
        process.StandardInput.Close();
        await using var stop = cancellationToken.Register(() => _ = StopAsync(process)).ConfigureAwait(false);
        // What is said on standard error is progress and remarks, not failure.
        await Task.WhenAll(PassAsync(process.StandardOutput, output.Out), PassAsync(process.StandardError, output.Out)).ConfigureAwait(false);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new CommandFailedException(arguments, process.ExitCode);
    }

    /// <summary>Words of a command: separated by blanks, with quotes where a word has some of its own.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, inWord) = ('\0', false);
        foreach (var character in text)
        {
            if (quote != '\0')
            {
                if (character == quote)
                    quote = '\0';
                else
                    word.Append(character);
            }
            else if (character is '"' or '\'')
            {
                (quote, inWord) = (character, true);
            }
            else if (!char.IsWhiteSpace(character))
            {
                word.Append(character);
                inWord = true;
            }
            else if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }
        if (quote != '\0')
            throw new FormatException($"a quote {quote} is not closed in: {text}");
        if (inWord)
            words.Add(word.ToString());
        return words;
    }

    private static async Task PassAsync(StreamReader reader, CellStream stream)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            stream.Write(new string(buffer, 0, count));
    }

    private static async Task StopAsync(Process process)
    {
        try
        {
            // One that has gone in this moment needs no signal.
            _ = Kill(process.Id, Interrupt);
            using var patience = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

/// <summary>A command has failed; it has said why.</summary>
internal sealed class CommandFailedException(string command, int exitCode) : Exception($"'{command}' ended with code {exitCode}");
