using System.Diagnostics;
using System.Text;
using QaaHybrid.Models;

namespace QaaHybrid.Benchmarks;

/// <summary>How fast a tokenizer reads a text on one core.</summary>
public static class TokenizerBenchmark
{
    private const int LinesPerText = 100;

    /// <summary>
    /// Times three jobs on the lines of a text, a hundred a call: ids by a tokenizer that has seen nothing yet, ids by one that has seen the
    /// text, and whole encodings with offsets. The best of many counts for the last two, the best of three for the first.
    /// </summary>
    /// <param name="load">Reads the tokenizer anew.</param>
    /// <param name="text">The text.</param>
    /// <param name="seconds">How long each job is repeated.</param>
    public static IReadOnlyList<TokenizerJob> Run(Func<Tokenizer> load, string text, double seconds)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(text);
        string[] texts = [.. text.Split('\n').Chunk(LinesPerText).Select(lines => string.Join('\n', lines))];
        var bytes = texts.Sum(Encoding.UTF8.GetByteCount);
        var tokenizer = load();
        long tokens = texts.Sum(one => tokenizer.EncodeToIds(one).Length);
        var cold = Enumerable.Range(0, 3).Min(_ =>
        {
            var fresh = load();
            fresh.EncodeToIds("warm up the code, not the memory of words");
            return Time(() => Ids(fresh));
        });
        return
        [
            new TokenizerJob("ids, first time", tokens, bytes / 1e6 / cold),
            new TokenizerJob("ids", tokens, bytes / 1e3 / Best.Of(seconds, () => Ids(tokenizer))),
            new TokenizerJob("encodings", tokens, bytes / 1e3 / Best.Of(seconds, () => Array.ForEach(texts, one => tokenizer.Encode(one)))),
        ];

        void Ids(Tokenizer by) => Array.ForEach(texts, one => by.EncodeToIds(one));
    }

    private static double Time(Action job)
    {
        var start = Stopwatch.GetTimestamp();
        job();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

/// <summary>A timed job of a tokenizer.</summary>
/// <param name="Name">Which.</param>
/// <param name="Tokens">Tokens of the text.</param>
/// <param name="MegabytesPerSecond">Millions of bytes of UTF-8 a second.</param>
public sealed record TokenizerJob(string Name, long Tokens, double MegabytesPerSecond);
