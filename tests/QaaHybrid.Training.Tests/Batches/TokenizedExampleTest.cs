using QaaHybrid.Models;

namespace QaaHybrid.Training.Tests;

public class TokenizedExampleTest
{
    private static readonly Tokenizer Tokenizer = new BpeTrainer { VocabularySize = 257, SpecialTokens = [TinyModel.EndMark], AddPrefixSpace = true }.Train(["a"]);
    private static readonly TextMarks Marks = new(Start: 0, End: 0);

    [Test]
    public void Start_mark_source_target_end_mark()
    {
        var example = TokenizedExample.Of(new SourceTarget("ab:", "cd"), Tokenizer, Marks, maxLength: 20);
        Assert.That(Tokenizer.Decode(example.Ids, skipSpecialTokens: false), Is.EqualTo($"{TinyModel.EndMark} ab: cd{TinyModel.EndMark}"));
        Assert.That(Tokenizer.Decode(example.Ids.Skip(example.TargetStart)), Is.EqualTo(" cd"));
        Assert.That(example.Ids.Take(example.TargetStart), Is.EqualTo(TokenizedExample.Prompt("ab:", Tokenizer, Marks)), "training and generation see the same beginning");
    }

    [Test]
    public void A_target_that_does_not_fit_loses_its_end_and_the_end_mark()
    {
        var example = TokenizedExample.Of(new SourceTarget("ab:", "cdefgh"), Tokenizer, Marks, maxLength: 9);
        Assert.That(example.Ids, Has.Count.EqualTo(9));
        Assert.That(Tokenizer.Decode(example.Ids.Skip(example.TargetStart)), Is.EqualTo(" cde"));
        Assert.That(example.Ids[^1], Is.Not.EqualTo(Marks.End));
    }

    [Test]
    public void A_long_source_loses_its_beginning_but_not_the_start_mark()
    {
        var example = TokenizedExample.Of(new SourceTarget("abcdefghijkl:", "xyz"), Tokenizer, Marks, maxLength: 10);
        Assert.That(Tokenizer.Decode(example.Ids, skipSpecialTokens: false), Is.EqualTo($"{TinyModel.EndMark}ijkl: xyz"));
        Assert.That(example.TargetStart, Is.EqualTo(6));
    }

    [Test]
    public void A_model_without_a_start_mark()
    {
        var example = TokenizedExample.Of(new SourceTarget("a", "b"), Tokenizer, new TextMarks(null, 0), 20);
        Assert.That(Tokenizer.Decode(example.Ids, skipSpecialTokens: false), Is.EqualTo($" a b{TinyModel.EndMark}"));
    }
}
