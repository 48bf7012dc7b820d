namespace QaaHybrid.Training.Tests;

public class PackageCorporaTest
{
    [Test]
    public void Brown_s_texts_are_cut_into_passages_of_whole_sentences()
    {
        using var folder = new TemporaryFolder();
        var sentence = "\tThe/at cat/nn ``/`` ate/vbd ''/'' 1/2/cd fish/nn ./.\n\n";
        folder.Write("ca01", string.Concat(Enumerable.Repeat(sentence, 10)));
        folder.Write("cr09", string.Concat(Enumerable.Repeat(sentence, 9)));
        folder.Write("README", "not a text");
        var passages = BrownCorpus.Read(folder.Path).ToList();
        // Eight words a sentence: 60 are reached with the eighth, and what is left is too short.
        Assert.That(passages.Select(passage => (passage.File, BrownCorpus.Genres[passage.Genre])), Is.EqualTo(new[] { ("ca01", "news"), ("cr09", "humor") }));
        Assert.That(passages[0].Text, Does.StartWith("The cat \" ate \" 1/2 fish . The cat"));
        Assert.That(passages[0].Text.Split(' '), Has.Length.EqualTo(64));
        folder.Write("cb01", "word without tag\n");
        Assert.That(() => BrownCorpus.Read(folder.Path).ToList(), Throws.TypeOf<DataFileException>().With.Message.Contains("cb01, line 1: 'word' is no word/tag"));
    }

    [Test]
    public void Of_a_mail_subject_and_body_are_read()
    {
        Assert.That(SpamAssassinCorpus.Text("From x\r\nSubject: Buy\r\n now\r\nX-Spam: yes\r\n\r\nHello,\r\n\r\nbye\r\n"), Is.EqualTo("Buy now\nHello,\n\nbye"));
        Assert.That(SpamAssassinCorpus.Text("From x\n\nbody\n"), Is.EqualTo("body"));
        Assert.That(SpamAssassinCorpus.Text("Subject: only headers\n"), Is.EqualTo("only headers"));
        Assert.That(SpamAssassinCorpus.Text(""), Is.Empty);
    }

    [Test]
    public void Mails_come_from_five_folders()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2" })
            folder.Write($"{name}/1.txt", $"Subject: {name}\n\nx\n");
        Directory.CreateDirectory(folder.File("spam-2"));
        folder.Write("spam-2/2.txt", [.. "Subject: caf"u8, 0xE9, (byte)'\n']);
        var mails = SpamAssassinCorpus.Read(folder.Path).ToList();
        Assert.That(mails.Select(mail => mail.IsSpam), Is.EqualTo(new[] { false, false, false, true, true, true }));
        Assert.That(mails[^1].Text, Is.EqualTo("café"), "what is no UTF-8 is read byte by byte");
        File.Delete(folder.File("hard-ham-1/1.txt"));
        Assert.That(() => SpamAssassinCorpus.Read(folder.Path).ToList(), Throws.TypeOf<DataFileException>().With.Message.Contains("hard-ham-1: holds no mail"));
    }

    [Test]
    public void A_missing_package_says_how_to_get_it()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => PackageFolder.FashionMnist.Require(folder.Path), Throws.TypeOf<DataFileException>().With.Message.Contains("apt-get install dataset-fashion-mnist").And.Message.Contains("QAAHYBRID_FASHION_MNIST"));
        folder.Write("ca01", "x/y");
        Assert.That(PackageFolder.Brown.Require(folder.Path), Is.EqualTo(folder.Path));
    }

    [Test]
    public void Synsets_know_their_supersense()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, "00001740 42 v 01 snow 0 000 | to fall as snow\n");
        Assert.That(Supersenses.Names, Has.Count.EqualTo(45).And.Unique);
        Assert.That(Supersenses.Names[WordNetReader.Read(folder.Path).Single().LexicographerFile], Is.EqualTo("verb.stative"));
        Assert.That(Supersenses.Names[43], Is.EqualTo("verb.weather"));
        Assert.That(Supersenses.Of(PartOfSpeech.Noun).Count() + Supersenses.Of(PartOfSpeech.Verb).Count(), Is.EqualTo(26 + 15));
    }
}
