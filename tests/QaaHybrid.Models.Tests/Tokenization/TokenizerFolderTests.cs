using System.Text.Json.Nodes;

namespace QaaHybrid.Models.Tests;

/// <summary>Folders as Hugging Face has them, with and without <c>tokenizer.json</c>.</summary>
public class TokenizerFolderTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void Create() => folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    private static JsonObject Model(string file) => JsonNode.Parse(File.ReadAllText(Golden.Path(file)))!["model"]!.AsObject();

    private static void AssertSame(Tokenizer found, Tokenizer expected)
    {
        foreach (var text in Golden.Texts())
        {
            Assert.That(found.Encode(text, text).Ids, Is.EqualTo(expected.Encode(text, text).Ids), text);
            Assert.That(found.Encode(text).Offsets, Is.EqualTo(expected.Encode(text).Offsets), text);
            Assert.That(found.Decode(found.EncodeToIds(text)), Is.EqualTo(expected.Decode(expected.EncodeToIds(text))), text);
        }
    }

    [Test]
    public void A_vocab_txt_is_that_of_BERT()
    {
        folder.Write("vocab.txt", string.Concat(Model("wordpiece.json")["vocab"]!.AsObject().OrderBy(one => (int)one.Value!).Select(one => one.Key + "\n")));
        var tokenizer = Tokenizer.FromFolder(folder.Path);
        AssertSame(tokenizer, Tokenizer.FromFile(Golden.Path("wordpiece.json")));
        Assert.That((tokenizer.SpecialTokenId("cls_token"), tokenizer.SpecialTokenId("pad_token"), tokenizer.SpecialTokenId("bos_token")), Is.EqualTo((2, 0, (int?)null)));
        folder.Write("tokenizer_config.json", """{"do_lower_case":false}""");
        Assert.That(Tokenizer.FromFolder(folder.Path).EncodeToIds("THE"), Is.Not.EqualTo(tokenizer.EncodeToIds("THE")));
    }

    [Test]
    public void A_vocab_json_with_merges_is_that_of_GPT2()
    {
        var model = Model("tokenizer.json");
        folder.Write("vocab.json", model["vocab"]!.ToJsonString());
        folder.Write("merges.txt", "#version: 0.2\n" + string.Concat(model["merges"]!.AsArray().Select(merge => (string)merge! + "\n")));
        var tokenizer = Tokenizer.FromFolder(folder.Path);
        AssertSame(tokenizer, Tokenizer.FromFile(Golden.Path("tokenizer.json")));
        Assert.That(tokenizer.SpecialTokenId("eos_token"), Is.Zero);
        folder.Write("merges.txt", "a b c\n");
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("merges.txt: line 1: found 'a b c'"));
        folder.Write("merges.txt", "a b\nzz b\n");
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("is not in vocab.json"));
        File.Delete(folder.File("merges.txt"));
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("merges.txt"));
    }

    [TestCase("deberta-v2", "[CLS]", "[SEP]", "[MASK]", 1)]
    [TestCase("xlm-roberta", "<s>", "</s>", "<mask>", 0)]
    public void A_SentencePiece_model_gets_the_marks_of_its_family(string type, string first, string last, string mask, int secondType)
    {
        folder.Write("spm.model", File.ReadAllBytes(Golden.Path("unigram.model")));
        folder.Write("config.json", $$"""{"model_type":"{{type}}"}""");
        folder.Write("added_tokens.json", """{"[CLS]":200,"[SEP]":201,"[PAD]":202,"[UNK]":203}""");
        var plain = Tokenizer.FromFile(Golden.Path("unigram.model"));
        var tokenizer = Tokenizer.FromFolder(folder.Path);
        var encoding = tokenizer.Encode("the otter", "the river");
        Assert.That((encoding.Tokens[0], encoding.Tokens[^1], encoding.TypeIds[^1]), Is.EqualTo((first, last, secondType)));
        Assert.That(tokenizer.Encode("the otter", addSpecialTokens: false).Tokens, Is.EqualTo(plain.Encode("the otter").Tokens));
        Assert.That(tokenizer.Encode($"the{mask}").Tokens, Has.Member(mask));
        Assert.That(tokenizer.SpecialTokenId("mask_token"), Is.EqualTo(tokenizer.VocabularySize - 1));
        if (type == "xlm-roberta")
            Assert.That(tokenizer.TokenToId("▁the"), Is.EqualTo(plain.TokenToId("▁the") + 1), "fairseq put a token before the pieces");
    }

    [Test]
    public void T5_ends_its_texts_and_has_hundred_more_tokens()
    {
        folder.Write("spiece.model", File.ReadAllBytes(Golden.Path("unigram.model")));
        folder.Write("tokenizer_config.json", """{"tokenizer_class":"T5Tokenizer","model_max_length":512,"eos_token":{"content":"</s>"}}""");
        var tokenizer = Tokenizer.FromFolder(folder.Path);
        var size = Tokenizer.FromFile(Golden.Path("unigram.model")).VocabularySize;
        Assert.That(tokenizer.Encode("the otter").Tokens[^1], Is.EqualTo("</s>"));
        Assert.That((tokenizer.TokenToId("<extra_id_0>"), tokenizer.TokenToId("<extra_id_99>"), tokenizer.Config.ModelMaxLength), Is.EqualTo((size + 99, size, 512)));
        Assert.That(tokenizer.Encode("the <extra_id_5>").Tokens, Has.Member("<extra_id_5>"));
    }

    [Test]
    public void Llama_begins_its_texts()
    {
        folder.Write("tokenizer.model", File.ReadAllBytes(Golden.Path("bpe.model")));
        folder.Write("config.json", """{"model_type":"llama"}""");
        var plain = Tokenizer.FromFile(Golden.Path("bpe.model"));
        Assert.That(Tokenizer.FromFolder(folder.Path).EncodeToIds("the otter 水"), Is.EqualTo((int[])[1, .. plain.EncodeToIds("the otter 水")]));
    }

    [Test]
    public void All_files_are_written_again()
    {
        folder.Write("tokenizer.json", File.ReadAllBytes(Golden.Path("wordpiece.json")));
        folder.Write("tokenizer_config.json", """{"cls_token":"[CLS]","model_max_length":1000000000000000019884624838656}""");
        using var other = new TemporaryFolder();
        var tokenizer = Tokenizer.FromFolder(folder.Path);
        tokenizer.SavePretrained(other.Path);
        Assert.That(other.Names, Is.EqualTo(folder.Names));
        Assert.That(tokenizer.Config.ModelMaxLength, Is.Null);
        Assert.That(Tokenizer.FromFolder(other.Path).SpecialTokenId("cls_token"), Is.EqualTo(2));
        Assert.That(() => Tokenizer.FromFile(Golden.Path("bpe.model")).Save(other.File("x.json")), Throws.InvalidOperationException.With.Message.Contains("bpe.model"));
    }

    [Test]
    public void What_cannot_be_read_is_named()
    {
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("no tokenizer").And.Message.Contains("vocab.txt"));
        folder.Write("spm.model", "nothing"u8.ToArray());
        folder.Write("config.json", """{"model_type":"fnet"}""");
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("'fnet'").And.Message.Contains("deberta-v2"));
        folder.Write("config.json", """{"model_type":"llama"}""");
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("spm.model: this is no SentencePiece model"));
        File.Delete(folder.File("spm.model"));
        folder.Write("vocab.txt", "[UNK]\n[CLS]\na\na\n");
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("line 4").And.Message.Contains("line 3 too"));
        folder.Write("vocab.txt", "[UNK]\n[CLS]\na\n");
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Throws.TypeOf<ModelFileException>().With.Message.Contains("'[SEP]'"));
    }

    [Test]
    public void Any_damage_to_a_SentencePiece_model_is_an_error_of_the_file_or_none()
    {
        var content = File.ReadAllBytes(Golden.Path("unigram.model"));
        for (var length = 0; length < content.Length; length += 97)
        {
            var part = content[..length];
            folder.Write("a.model", part);
            try
            {
                Tokenizer.FromFile(folder.File("a.model"));
            }
            catch (ModelFileException error)
            {
                Assert.That(error.Message, Does.Contain("a.model"));
            }
        }
    }
}
