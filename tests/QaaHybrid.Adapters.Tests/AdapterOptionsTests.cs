namespace QaaHybrid.Adapters.Tests;

public class AdapterOptionsTests
{
    [TestCase("r", "zero", "a whole number of at least 1")]
    [TestCase("r", "0", "a whole number of at least 1")]
    [TestCase("alpha", "NaN", "a number of at least 0")]
    [TestCase("dropout", "-0.5", "a number of at least 0")]
    [TestCase("dropout", "1.5", "below 1")]
    public void AWrongValue_IsRefusedByKeyValueAndWhatIsAllowed(string key, string value, string expected)
    {
        var error = Assert.Throws<AdapterOptionException>(() => AdapterRegistry.Configure("lora", new Dictionary<string, object?> { [key] = value }))!;
        Assert.That(error.Key, Is.EqualTo(key));
        Assert.That(error.Message, Does.Contain($"'{value}'").And.Contain(expected));
    }

    [Test]
    public void AnUnknownOption_IsRefusedWithTheKnownOnes()
    {
        var error = Assert.Throws<AdapterOptionException>(() => AdapterRegistry.Configure("lora", new Dictionary<string, object?> { ["rank"] = 8 }))!;
        Assert.That(error.Key, Is.EqualTo("rank"));
        Assert.That(error.Message, Does.Contain("lora_alpha, lora_dropout, modules_to_save, r, rank_pattern, target_modules"));
    }

    [Test]
    public void AnUnknownAdapter_IsRefusedWithTheKnownOnes()
    {
        var error = Assert.Throws<AdapterOptionException>(() => AdapterRegistry.Configure("lorra", new Dictionary<string, object?>()))!;
        Assert.That(error.Key, Is.EqualTo("adapter"));
        Assert.That(error.Message, Does.Contain("'lorra'").And.Contain("lora").And.Contain("qaa"));
    }

    [Test]
    public void AnUnknownReadOut_IsRefusedWithTheKnownOnes() => Assert.That(
        () => AdapterRegistry.Configure("qaa", new Dictionary<string, object?> { ["read_out"] = "x" }),
        Throws.TypeOf<AdapterOptionException>().With.Message.Contain("z, probabilities, both, amplitudes"));

    [Test]
    public void EffectiveOptions_GiveTheSameConfigurationAgain()
    {
        foreach (var method in AdapterRegistry.Methods)
        {
            var config = AdapterRegistry.Configure(method.Name, new Dictionary<string, object?>());
            var again = AdapterRegistry.Configure(method.Name, config.Own.Options);
            Assert.That(again.Own.Options, Is.EquivalentTo(config.Own.Options), method.Name);
        }
    }

    [TestCase("oft")]
    [TestCase("boft")]
    [TestCase("hra")]
    public void BiasesBesideAnAdapter_AreRefused_AndThoseWhoTrainThemNamed(string method)
    {
        var error = Assert.Throws<AdapterOptionException>(() => AdapterRegistry.Configure(method, new Dictionary<string, object?> { ["bias"] = "all" }))!;
        Assert.That(error.Key, Is.EqualTo("bias"));
        Assert.That(error.Message, Does.StartWith(method).And.Contain("'all'").And.Contain("bitfit"));
    }
}
