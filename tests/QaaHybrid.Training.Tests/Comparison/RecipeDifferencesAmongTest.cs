namespace QaaHybrid.Training.Tests;

public class RecipeDifferencesAmongTest
{
    [Test]
    public void Several_recipes_are_compared_key_by_key_and_methods_by_their_names() => Assert.That(
        RecipeDifferences.Among(
        [
            "{ name: a, training: { steps: 5, batch_size: 4 }, methods: [{ name: x, r: 2 }, { name: y, r: 3, target_modules: [q, k] }] }",
            "{ name: a, training: { steps: 5, batch_size: 8 }, methods: [{ name: y, r: 3, target_modules: [q] }, { name: x, r: 2 }] }",
            "{ name: a, training: { steps: 5, batch_size: 4 }, seed: 7, methods: [{ name: x, r: 4 }, { name: y, r: 3, target_modules: [q, k] }] }",
        ]).Select(difference => $"{difference.Key}: {string.Join(" | ", difference.Values.Select(value => value ?? "-"))}"),
        Is.EqualTo(new[] { "training.batch_size: 4 | 8 | 4", "methods.x.r: 2 | 2 | 4", "methods.y.target_modules: [q, k] | [q] | [q, k]", "seed: - | - | 7" }));
}
