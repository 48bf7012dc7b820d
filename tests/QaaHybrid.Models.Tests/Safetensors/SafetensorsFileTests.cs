using System.Buffers.Binary;
using System.Text;

namespace QaaHybrid.Models.Tests;

public class SafetensorsFileTests
{
    private DisposeScope scope = null!;
    private TemporaryFolder folder = null!;

    private string File => folder.File("m.safetensors");

    [SetUp]
    public void Open() => (scope, folder) = (torch.NewDisposeScope(), new TemporaryFolder());

    [TearDown]
    public void Close()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Test]
    public void A_file_that_may_only_be_read_is_read_and_its_tensors_can_be_changed_in_memory()
    {
        using var disk = SmallDisk.MountOrSkip("64k");
        SafetensorsTensors.Save(disk.File("m.safetensors"), [("x", torch.ones(3))]);
        disk.SetReadOnly();
        using (var file = SafetensorsFile.Open(disk.File("m.safetensors")))
        {
            using var x = file.Load("x");
            x.add_(1);
            Assert.That(x.ToArray<float>(), Is.EqualTo(new[] { 2f, 2, 2 }));
        }
        using var again = SafetensorsFile.Open(disk.File("m.safetensors"));
        using var stored = again.Load("x");
        Assert.That(stored.ToArray<float>(), Is.EqualTo(new[] { 1f, 1, 1 }));
    }

    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.Float64)]
    [TestCase(ScalarType.Float16)]
    [TestCase(ScalarType.BFloat16)]
    [TestCase(ScalarType.Int64)]
    [TestCase(ScalarType.Int32)]
    [TestCase(ScalarType.Int16)]
    [TestCase(ScalarType.Int8)]
    [TestCase(ScalarType.Byte)]
    [TestCase(ScalarType.Bool)]
    public void Every_type_is_written_and_read_back(ScalarType type)
    {
        var tensor = torch.arange(0, 6).view(2, 3).to(type);
        SafetensorsTensors.Save(File, [("x", tensor), ("scalar", tensor.select(0, 1).select(0, 2)), ("none", tensor.narrow(0, 0, 0)), ("turned", tensor.transpose(0, 1))]);
        using var file = SafetensorsFile.Open(File);
        Assert.That(file.Load("x").dtype, Is.EqualTo(type));
        Assert.That(file.Load("x").ToArray<double>(), Is.EqualTo(tensor.ToArray<double>()));
        Assert.That(file.Load("x").shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(file.Load("scalar").shape, Is.Empty);
        Assert.That(file.Load("scalar").ToDouble(), Is.EqualTo(tensor.ToArray<double>()[5]));
        Assert.That(file.Load("none").shape, Is.EqualTo(new long[] { 0, 3 }));
        Assert.That(file.Load("turned").ToArray<double>(), Is.EqualTo(tensor.transpose(0, 1).ToArray<double>()));
    }

    [Test]
    public void Values_keep_every_bit()
    {
        var values = new[] { float.NaN, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue, 0.1f };
        SafetensorsTensors.Save(File, [("x", torch.tensor(values))]);
        using var file = SafetensorsFile.Open(File);
        Assert.That(file.Load("x").ToArray<float>().Select(BitConverter.SingleToInt32Bits), Is.EqualTo(values.Select(BitConverter.SingleToInt32Bits)));
    }

    [Test]
    public void Tensors_lie_in_the_mapped_file_and_changing_them_leaves_it_alone()
    {
        SafetensorsTensors.Save(File, [("x", torch.arange(0, 1000, ScalarType.Float32))]);
        var before = System.IO.File.ReadAllBytes(File);
        using var file = SafetensorsFile.Open(File);
        var first = file.Load("x");
        first.fill_(7);
        Assert.That(file.Load("x").ToArray<float>(), Is.All.EqualTo(7), "two loads share one memory");
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(before));
    }

    [Test]
    public void The_mapping_lives_as_long_as_its_last_tensor()
    {
        SafetensorsTensors.Save(File, [("x", torch.ones(1000)), ("y", torch.zeros(10))]);
        var file = SafetensorsFile.Open(File);
        var (x, y) = (file.Load("x"), file.Load("y"));
        var view = x.narrow(0, 5, 10);
        file.Dispose();
        file.Dispose();
        x.Dispose();
        Assert.That(view.ToArray<float>(), Is.All.EqualTo(1));
        Assert.That(IsMapped(), Is.True);
        view.Dispose();
        y.Dispose();
        Assert.That(IsMapped(), Is.False);

        bool IsMapped() => System.IO.File.ReadAllText("/proc/self/maps").Contains(File, StringComparison.Ordinal);
    }

    [Test]
    public void Writing_over_an_open_file_leaves_its_tensors_alone()
    {
        SafetensorsTensors.Save(File, [("x", torch.ones(1000))]);
        using var file = SafetensorsFile.Open(File);
        var x = file.Load("x");
        SafetensorsTensors.Save(File, [("x", torch.zeros(3))]);
        Assert.That(x.ToArray<float>(), Is.All.EqualTo(1));
    }

    [Test]
    public void A_tensor_that_another_writer_put_out_of_step_is_read()
    {
        // One byte, then a float: its address is odd.
        var header = """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}}""";
        var bytes = new byte[8 + header.Length + 9];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 8), 1.5f);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 4), -2.5f);
        System.IO.File.WriteAllBytes(File, bytes);
        using var file = SafetensorsFile.Open(File);
        Assert.That(file.Load("b").ToArray<float>(), Is.EqualTo(new[] { 1.5f, -2.5f }));
    }

    [Test]
    public void A_truth_value_that_is_none_is_refused()
    {
        SafetensorsWriter.Write(File, [new SafetensorsItem("flags", SafetensorsDtype.BOOL, [3], stream => stream.Write([0, 1, 2]))]);
        using var file = SafetensorsFile.Open(File);
        Assert.That(() => file.Load("flags"), Throws.TypeOf<ModelFileException>().With.Message.Contains("tensor 'flags': a BOOL tensor holds the byte 2"));
    }

    [Test]
    public void A_name_that_is_not_there_is_refused()
    {
        SafetensorsTensors.Save(File, [("x", torch.ones(1))]);
        using var file = SafetensorsFile.Open(File);
        Assert.That(() => file.Load("z"), Throws.TypeOf<ModelFileException>().With.Message.Contains("m.safetensors: tensor 'z': it is missing"));
    }

    [Test]
    public void A_type_that_the_format_lacks_is_refused_and_nothing_is_written()
    {
        Assert.That(() => SafetensorsTensors.Save(File, [("x", torch.ones([1], ScalarType.ComplexFloat32))]), Throws.TypeOf<NotSupportedException>().With.Message.Contains("ComplexFloat32"));
        Assert.That(folder.Names, Is.Empty);
    }

    [Test]
    public void The_file_of_another_writer_is_read()
    {
        // Written by Python's struct module, in make.py.
        var (tensors, metadata) = SafetensorsTensors.Read(GoldenDecoder.Path("tied"));
        Assert.That(tensors["model.norm.weight"].dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(tensors["input_ids"].shape, Is.EqualTo(new long[] { 2, 9 }));
        Assert.That(tensors["loss"].dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(metadata["config"], Does.StartWith("{"));
    }
}
