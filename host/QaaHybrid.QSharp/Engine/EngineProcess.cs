using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace QaaHybrid.QSharp;

/// <summary>The Node process: started with its pipes, watched, ended. It knows nothing of what the lines mean.</summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    private const int KeptErrorLines = 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Queue<string> _errors = new();

    private EngineProcess(Process process) => _process = process;

    /// <summary>Starts Node on the engine's main file.</summary>
    /// <exception cref="QSharpException">Node or the compiler package is missing.</exception>
    public static EngineProcess Start(QSharpEngineOptions options, QSharpLibrary library)
    {
        var package = Path.Combine(library.EngineDirectory, "node_modules", "qsharp-lang", "package.json");
        if (!File.Exists(package))
            throw new QSharpException(
                QSharpFailure.Setup, $"the Q# compiler is not installed: {package} is missing; run 'npm ci' in {library.EngineDirectory}");
        var start = new ProcessStartInfo(options.Node)
        {
            ArgumentList = { Path.Combine(library.EngineDirectory, "main.mjs") },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            Environment = { ["QSHARP_WORKERS"] = options.Workers.ToString(CultureInfo.InvariantCulture) },
        };
        try
        {
            var engine = new EngineProcess(Process.Start(start)!);
            engine._process.ErrorDataReceived += engine.KeepError;
            engine._process.BeginErrorReadLine();
            return engine;
        }
        catch (Win32Exception e)
        {
            throw new QSharpException(
                QSharpFailure.Setup,
                $"Node was not found: '{options.Node}' does not start ({e.Message}). The Q# compiler runs in Node 18 or newer: install it " +
                $"(Debian: apt-get install nodejs npm) or name it in {QSharpEngineOptions.NodeVariable}, " +
                $"then run 'npm ci' in {library.EngineDirectory}",
                innerException: e);
        }
    }

    /// <summary>What the process answers, line by line.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Sends one line.</summary>
    public async Task WriteLineAsync(ReadOnlyMemory<byte> line)
    {
        await _writing.WaitAsync();
        try
        {
            var stream = _process.StandardInput.BaseStream;
            await stream.WriteAsync(line);
            await stream.WriteAsync("\n"u8.ToArray());
            await stream.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>How the process ended, with the last lines of its standard error.</summary>
    public async Task<string> ObituaryAsync()
    {
        await _process.WaitForExitAsync();
        lock (_errors)
            return string.Join(Environment.NewLine, [$"the Q# engine's process ended with code {_process.ExitCode}", .. _errors]);
    }

    /// <summary>Closes its standard input, which ends it; kills it if it lingers.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already, and with it what was still to be flushed.
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
        _writing.Dispose();
    }

    private void KeepError(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null)
            return;
        lock (_errors)
        {
            _errors.Enqueue(e.Data);
            if (_errors.Count > KeptErrorLines)
                _errors.Dequeue();
        }
    }
}
