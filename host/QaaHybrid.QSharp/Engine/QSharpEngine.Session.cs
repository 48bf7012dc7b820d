using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QaaHybrid.QSharp;

public sealed partial class QSharpEngine
{
    /// <summary>One life of the process: the calls that wait for it, and the loop that reads its answers.</summary>
    private sealed class Session : IAsyncDisposable
    {
        private readonly EngineProcess _process;
        private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _pending = new();
        private readonly Task _reading;

        public Session(EngineProcess process)
        {
            _process = process;
            _reading = ReadAsync();
        }

        public bool Ended { get; private set; }

        public Task<JsonElement> Expect(long id)
        {
            var source = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending[id] = source;
            // The loop may have ended between the two lines above: then nobody else would fail this call.
            if (Ended && _pending.TryRemove(id, out _))
                source.TrySetException(new QSharpException(QSharpFailure.Panic, "the Q# engine's process has ended"));
            return source.Task;
        }

        public async Task SendAsync(JsonObject request)
        {
            try
            {
                await _process.WriteLineAsync(JsonSerializer.SerializeToUtf8Bytes(request));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The reading loop notices the end of the process and fails the call with what the process said.
            }
        }

        public void Cancel(long id) =>
            _ = SendAsync(new JsonObject { ["id"] = -id, ["op"] = "cancel", ["args"] = new JsonObject { ["id"] = id } });

        public async ValueTask DisposeAsync()
        {
            await _process.DisposeAsync();
            await _reading;
        }

        private async Task ReadAsync()
        {
            try
            {
                while (await _process.Output.ReadLineAsync() is { } line)
                    Answer(line);
                Fail(await _process.ObituaryAsync());
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or JsonException)
            {
                Fail($"the Q# engine's process was lost: {e.Message}");
            }
        }

        private void Answer(string line)
        {
            using var document = JsonDocument.Parse(line);
            var reply = document.RootElement;
            if (!_pending.TryRemove(reply.GetProperty("id").GetInt64(), out var call))
                return;
            if (reply.GetProperty("ok").GetBoolean())
                call.TrySetResult(reply.TryGetProperty("value", out var value) ? value.Clone() : default);
            else
                call.TrySetException(EngineReply.ToException(reply.GetProperty("error")));
        }

        private void Fail(string message)
        {
            Ended = true;
            foreach (var id in _pending.Keys)
                if (_pending.TryRemove(id, out var call))
                    call.TrySetException(new QSharpException(QSharpFailure.Panic, message));
        }
    }
}
