using System.Text;
using QaaHybrid.Files;

namespace QaaHybrid.Models.Tests;

public class SafetensorsWriterTests
{
    private static SafetensorsItem Item(string name, SafetensorsDtype dtype, long[] shape, byte fill) =>
        new(name, dtype, shape, stream => stream.Write([.. Enumerable.Repeat(fill, (int)(shape.Aggregate(1L, (a, b) => a * b) * dtype.Size()))]));

    private static SafetensorsItem[] Items() =>
    [
        Item("bytes", SafetensorsDtype.U8, [3], 1), Item("b", SafetensorsDtype.F32, [2], 2), Item("double", SafetensorsDtype.F64, [1], 3),
        Item("half", SafetensorsDtype.BF16, [1], 4), Item("a", SafetensorsDtype.F32, [], 5), Item("none", SafetensorsDtype.F16, [4, 0], 6),
    ];

    [Test]
    public void What_is_written_is_read_aligned_and_in_a_fixed_order()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder.File("1"), Items(), new Dictionary<string, string> { ["z"] = "1", ["a"] = "é \"\n" });
        SafetensorsWriter.Write(folder.File("2"), Items().Reverse(), new Dictionary<string, string> { ["a"] = "é \"\n", ["z"] = "1" });
        var bytes = File.ReadAllBytes(folder.File("1"));
        Assert.That(File.ReadAllBytes(folder.File("2")), Is.EqualTo(bytes));

        var header = SafetensorsHeader.Read(folder.File("1"));
        Assert.That(header.Entries.Select(entry => entry.Name), Is.EqualTo(new[] { "double", "a", "b", "half", "none", "bytes" }));
        Assert.That(header.DataStart % 64, Is.Zero);
        Assert.That(header.Entries, Has.All.Matches<SafetensorsEntry>(entry => entry.Begin % entry.Dtype.Size() == 0));
        Assert.That(header.Metadata["a"], Is.EqualTo("é \"\n"));
        var half = header.Find("half")!;
        Assert.That(bytes[(int)(header.DataStart + half.Begin)..(int)(header.DataStart + half.End)], Is.All.EqualTo(4));
        Assert.That(Encoding.UTF8.GetString(bytes, 8, 2), Is.EqualTo("{\""), "readers of the format look for a brace first");
    }

    [Test]
    public void A_full_disk_leaves_nothing_half_written()
    {
        using var folder = new TemporaryFolder();
        var broken = new SafetensorsItem("a", SafetensorsDtype.F64, [1], _ => throw new IOException("No space left on device"));
        Assert.That(() => SafetensorsWriter.Write(folder.File("m"), [.. Items(), broken with { Name = "c" }]), Throws.TypeOf<FileWriteException>());
        Assert.That(folder.Names, Is.Empty);
    }

    [Test]
    public void A_name_that_stands_twice_or_is_reserved_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => SafetensorsWriter.Write(folder.File("m"), [.. Items(), Item("a", SafetensorsDtype.U8, [1], 0)]), Throws.ArgumentException.With.Message.Contains("'a'"));
        Assert.That(() => SafetensorsWriter.Write(folder.File("m"), [Item("__metadata__", SafetensorsDtype.U8, [1], 0)]), Throws.ArgumentException);
        Assert.That(folder.Names, Is.Empty);
    }

    [Test]
    public void A_tensor_that_writes_more_or_less_than_its_shape_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => SafetensorsWriter.Write(folder.File("m"), [Item("a", SafetensorsDtype.U8, [3], 0) with { Shape = [4] }]),
            Throws.InvalidOperationException.With.Message.Contains("'a' wrote 3 bytes").And.Message.Contains("4"));
        Assert.That(folder.Names, Is.Empty);
    }
}
