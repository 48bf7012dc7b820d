using System.Buffers.Binary;
using System.Text;

namespace QaaHybrid.Models.Tests;

public class SafetensorsHeaderTests
{
    private static SafetensorsHeader Read(string json, int dataBytes) => Read(Bytes(json, dataBytes));

    private static SafetensorsHeader Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return SafetensorsHeader.Read(stream, "m.safetensors");
    }

    private static byte[] Bytes(string json, int dataBytes)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var file = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        return file;
    }

    private static string Entry(string name, string dtype, string shape, long begin, long end) =>
        $$""" "{{name}}":{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]} """;

    private static string Header(params string[] entries) => "{" + string.Join(",", entries) + "}";

    [Test]
    public void A_header_is_read_in_the_order_of_the_data_with_metadata_and_padding()
    {
        var header = Read(Header(Entry("b", "BF16", "[2,3]", 4, 16), """ "__metadata__":{"format":"pt"} """, Entry("scalar", "F32", "[]", 0, 4),
            Entry("none", "I64", "[0,7]", 4, 4)) + "   ", 12 + 4);
        Assert.That(header.Entries.Select(entry => entry.Name), Is.EqualTo(new[] { "scalar", "none", "b" }));
        Assert.That(header.Metadata, Is.EqualTo(new Dictionary<string, string> { ["format"] = "pt" }));
        var b = header.Find("b")!;
        Assert.That((b.Dtype, b.ShapeText, b.ByteCount), Is.EqualTo((SafetensorsDtype.BF16, "[2, 3]", 12L)));
        Assert.That(header.Find("c"), Is.Null);
    }

    [Test]
    public void A_file_without_tensors_is_a_file()
    {
        Assert.That(Read("{}", 0).Entries, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Damaged()
    {
        TestCaseData Case(string name, byte[] file, params string[] said) => new TestCaseData(file, said).SetArgDisplayNames(name);
        TestCaseData Json(string name, string json, int data, params string[] said) => Case(name, Bytes(json, data), said);
        var two = Entry("x", "F32", "[2]", 0, 8);

        yield return Case("empty file", [], "0 bytes", "truncated");
        yield return Case("three bytes", [1, 2, 3], "3 bytes", "truncated");
        yield return Case("header longer than the file", [200, 0, 0, 0, 0, 0, 0, 0, (byte)'{'], "200 bytes long", "only 1 bytes follow");
        yield return Case("header length with the top bit", [0, 0, 0, 0, 0, 0, 0, 0x80, (byte)'{'], "9223372036854775808", "only 1");
        yield return Json("data cut off", Header(two), 5, "tensor 'x'", "end at byte 8", "holds only 5", "3 bytes are missing");
        yield return Json("claims more bytes than there are", Header(Entry("x", "F32", "[250000000]", 0, 1000000000)), 8, "tensor 'x'", "1000000000", "holds only 8");
        yield return Json("bytes left over", Header(two), 9, "1 bytes follow the last tensor");
        yield return Json("overlap", Header(two, Entry("y", "F32", "[2]", 4, 12)), 12, "tensor 'y'", "[4, 12) overlap", "'x' [0, 8)");
        yield return Json("gap", Header(two, Entry("y", "F32", "[1]", 12, 16)), 16, "tensor 'y'", "start at byte 12", "end at byte 8");
        yield return Json("falling offsets", Header(Entry("x", "F32", "[2]", 8, 0)), 8, "tensor 'x'", "[8, 0]", "rising");
        yield return Json("negative offset", Header(Entry("x", "F32", "[2]", -8, 0)), 8, "tensor 'x'", "data_offsets", "-8");
        yield return Json("three offsets", """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}""", 8, "tensor 'x'", "[0, 8, 9]", "two byte positions");
        yield return Json("a name twice", Header(two, two), 8, "tensor 'x'", "twice");
        yield return Json("a key twice", """{"x":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "tensor 'x'", "dtype stands twice");
        yield return Json("unknown type", Header(Entry("x", "F8_E4M3", "[8]", 0, 8)), 8, "tensor 'x'", "'F8_E4M3'", "BF16");
        yield return Json("lower-case type", Header(Entry("x", "f32", "[2]", 0, 8)), 8, "'f32'");
        yield return Json("type as a number", """{"x":{"dtype":3,"shape":[2],"data_offsets":[0,8]}}""", 8, "tensor 'x'", "a number");
        yield return Json("shape and range differ", Header(Entry("x", "F32", "[3]", 0, 8)), 8, "tensor 'x'", "F32 of shape [3] takes 12 bytes", "hold 8");
        yield return Json("shape overflows", Header(Entry("x", "F32", "[4611686018427387904,4]", 0, 0)), 0, "tensor 'x'", "larger than any file");
        yield return Json("fractional shape", Header(Entry("x", "F32", "[2.5]", 0, 8)), 8, "tensor 'x'", "shape", "2.5");
        yield return Json("shape missing", """{"x":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "tensor 'x'", "shape is missing");
        yield return Json("unknown key", """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"strides":[1]}}""", 8, "tensor 'x'", "'strides'");
        yield return Json("entry is null", """{"x":null}""", 0, "tensor 'x'", "null");
        yield return Json("not JSON", "{\"x\": hello}", 0, "no JSON", "byte 6");
        yield return Json("text behind the JSON", "{} {}", 0, "no JSON");
        yield return Json("cut JSON", "{\"x\":{", 0, "no JSON");
        yield return Json("an array", "[]", 0, "an array", "object");
        yield return Json("metadata that is no text", """{"__metadata__":{"a":1}}""", 0, "__metadata__", "'a'", "a number");
        yield return Case("no UTF-8", [2, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0x28], "UTF-8");
    }

    [TestCaseSource(nameof(Damaged))]
    public void A_damaged_file_is_refused_with_file_place_found_and_expected(byte[] file, string[] said)
    {
        var error = Assert.Throws<ModelFileException>(() => Read(file))!;
        Assert.That(error.Message, Does.StartWith("m.safetensors: "));
        foreach (var words in said)
            Assert.That(error.Message, Does.Contain(words));
    }

    [Test]
    public void Every_shorter_copy_of_a_good_file_is_refused()
    {
        var whole = Bytes(Header(Entry("x", "F32", "[2]", 0, 8), Entry("y", "U8", "[3]", 8, 11)), 11);
        Assert.That(Read(whole).Entries, Has.Count.EqualTo(2));
        for (var length = 0; length < whole.Length; length++)
            Assert.That(() => Read(whole[..length]), Throws.TypeOf<ModelFileException>(), $"cut to {length} bytes");
    }
}
