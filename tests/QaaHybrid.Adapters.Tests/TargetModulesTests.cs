namespace QaaHybrid.Adapters.Tests;

public class TargetModulesTests
{
    private static readonly string[] Names =
    [
        "model.layers.0.self_attn.q_proj", "model.layers.0.self_attn.v_proj", "model.layers.1.self_attn.q_proj", "model.layers.1.mlp.up_proj", "lm_head",
    ];

    [Test]
    public void AName_HitsModulesThatEndInIt()
    {
        Assert.That(TargetModules.Match(["q_proj"], Names), Is.EqualTo(new[] { Names[0], Names[2] }));
        Assert.That(TargetModules.Match(["lm_head"], Names), Is.EqualTo(new[] { "lm_head" }));
    }

    [Test]
    public void ANameInsideAWord_HitsNothing() =>
        Assert.That(() => TargetModules.Match(["proj"], Names), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("'proj'").And.Message.Contain("q_proj"));

    [Test]
    public void TheOrderIsTheModels_WhateverTheOrderOfThePatterns() =>
        Assert.That(TargetModules.Match(["up_proj", "v_proj", "q_proj"], Names), Is.EqualTo(Names[..4]));

    [Test]
    public void AnExpression_MatchesTheFullName() =>
        Assert.That(TargetModules.Match([@"/.*layers\.0\..*/"], Names), Is.EqualTo(Names[..2]));

    [Test]
    public void OnePatternThatHitsNothing_IsRefused_ThoughAnotherHits() =>
        Assert.That(() => TargetModules.Match(["q_proj", "query"], Names), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("'query'"));

    [Test]
    public void AnInvalidExpression_IsRefused() =>
        Assert.That(() => TargetModules.Match(["/(/"], Names), Throws.TypeOf<AdapterOptionException>().With.Message.Contain("regular expression"));
}
