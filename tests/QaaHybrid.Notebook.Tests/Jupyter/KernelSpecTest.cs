using System.Text.Json;
using QaaHybrid.Notebook.Jupyter;

namespace QaaHybrid.Notebook.Tests.Jupyter;

/// <summary>How Jupyter is told about the kernel.</summary>
public class KernelSpecTest
{
    [Test]
    public void A_registration_names_its_program_and_a_second_one_takes_its_place()
    {
        using var folder = new TemporaryFolder();
        Assert.That(KernelSpec.Program(folder.Path), Is.Null);
        KernelSpec.Install(folder.Path, ["/old/qaa", "notebook", "kernel"]);
        var kernel = KernelSpec.Install(folder.Path, ["/new/qaa", "notebook", "kernel"]);
        Assert.That(KernelSpec.Program(folder.Path), Is.EqualTo("/new/qaa"));
        var spec = JsonDocument.Parse(File.ReadAllText(Path.Combine(kernel, "kernel.json"))).RootElement;
        Assert.That(spec.GetProperty("argv").EnumerateArray().Select(word => word.GetString()), Is.EqualTo(new[] { "/new/qaa", "notebook", "kernel", "{connection_file}" }));
        Assert.That(spec.GetProperty("interrupt_mode").GetString(), Is.EqualTo("message"));
        Assert.That(Directory.EnumerateFiles(kernel).Select(Path.GetFileName), Is.EquivalentTo(new[] { "kernel.json", "logo-svg.svg" }));
    }

    [Test]
    [TestCase("{")]
    [TestCase("""{ "argv": [] }""")]
    [TestCase("""{ "argv": "qaa" }""")]
    public void A_damaged_registration_is_named(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(KernelSpec.Install(folder.Path, ["qaa"]), "kernel.json"), text);
        Assert.That(() => KernelSpec.Program(folder.Path), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("kernel.json describes no kernel"));
    }
}
