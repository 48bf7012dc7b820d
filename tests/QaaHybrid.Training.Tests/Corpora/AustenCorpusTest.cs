using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace QaaHybrid.Training.Tests;

public class AustenCorpusTest
{
    private static readonly string[] Novel =
    [
        "OTTER PARK", "", "By Nobody", "", "VOLUME I", "", "CHAPTER I", "", "It is a truth _universally_", "acknowledged.", "", "Second  paragraph.",
        "", "", "Chapter 2", "", "The end of it.", "", "FINIS",
    ];

    [TestCase(2)]
    [TestCase(3)]
    public void Chapters_with_paragraphs_as_lines(int version)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Rdata.rdb", [.. Record(Serialise(Novel, version)), .. Record(Serialise(["Chapter 1", "Another novel."], version))]);
        var corpus = AustenCorpus.Read(folder.Path);
        Assert.That(corpus.Documents, Is.EqualTo(new[]
        {
            "It is a truth universally acknowledged.\nSecond paragraph.", "The end of it.", "Another novel.",
        }));
        Assert.That(corpus.Licence, Does.Contain("public domain").And.Contain("MIT"));
    }

    [Test]
    public void Records_of_other_types_are_passed_over()
    {
        using var folder = new TemporaryFolder();
        byte[] integerVector = [.. "X\n"u8, .. Ints(2, 0, 0, 13, 1, 42)];
        folder.Write("Rdata.rdb", [.. Record(integerVector), .. Record(Serialise(Novel, 3))]);
        Assert.That(AustenCorpus.Read(folder.Path).Documents, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_damaged_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var whole = Record(Serialise(Novel, 3));
        foreach (var (bytes, expected) in new (byte[], string)[]
        {
            (whole[..^20], "record at byte 0"),
            (whole[..5], "ends in the middle"),
            ([0x7F, .. whole[1..]], "not R's lazy-load format"),
            (Record([.. "A\n"u8, .. new byte[30]]), "not in R's XDR serialisation"),
            (Record([.. "X\n"u8, .. Ints(2, 0, 0, 16, 1_000_000, 9)]), "claims 1000000 strings"),
            (Record(Serialise(Novel, 3)[..^4]), "ends too early"),
        })
        {
            folder.Write("Rdata.rdb", bytes);
            Assert.That(() => AustenCorpus.Read(folder.Path), Throws.TypeOf<DataFileException>().With.Message.Contains(expected));
        }
    }

    [Test]
    public void A_missing_package_says_how_to_get_it() =>
        Assert.That(() => AustenCorpus.Read("/nowhere"), Throws.TypeOf<DataFileException>()
            .With.Message.Contains("dpkg -x").And.Message.Contains("QAAHYBRID_NOVELS"));

    private static byte[] Serialise(string[] strings, int version)
    {
        var bytes = new List<byte>([.. "X\n"u8, .. Ints(version, 0x040201, 0x020300)]);
        if (version == 3)
            bytes.AddRange([.. Ints(5), .. "UTF-8"u8]);
        bytes.AddRange(Ints(16, strings.Length));
        foreach (var text in strings.Select(Encoding.UTF8.GetBytes))
            bytes.AddRange([.. Ints(0x40009, text.Length), .. text]);
        return [.. bytes];
    }

    private static byte[] Ints(params int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    private static byte[] Record(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(data);
        return [.. Ints(data.Length), .. packed.ToArray()];
    }
}
