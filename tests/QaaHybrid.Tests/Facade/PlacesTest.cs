namespace QaaHybrid.Tests.Facade;

/// <summary>How a user names what ships.</summary>
public class PlacesTest
{
    [Test]
    public void A_recipe_goes_by_its_path_or_by_its_name()
    {
        Assert.That(Places.Recipe("definitions"), Is.EqualTo(Places.DefaultRecipe));
        Assert.That(Places.Recipe("definitions.yaml"), Is.EqualTo(Places.DefaultRecipe));
        using var folder = new TemporaryFolder();
        var own = folder.Write("definitions.yaml", "name: own");
        Assert.That(Places.Recipe(own), Is.EqualTo(own));
        Assert.That(Places.Recipe("no-such-recipe"), Is.EqualTo("no-such-recipe"), "what there is not is refused under the name that was given");
    }
}
