namespace QaaHybrid.Training.Tests;

public class LinearProbeTest
{
    /// <summary>Images whose class is their bright quarter, or nothing at all.</summary>
    private static ImageCorpus Corpus(bool visible)
    {
        ImageSet Draw(int count, int seed)
        {
            var random = new Random(seed);
            var set = new ImageSet(1, 4, 4);
            for (var i = 0; i < count; i++)
            {
                var label = random.Next(4);
                set.Add([.. Enumerable.Range(0, 16).Select(pixel => (byte)(random.Next(100) + (visible && pixel / 8 * 2 + pixel % 4 / 2 == label ? 60 : 0)))], label);
            }
            return set;
        }
        return new ImageCorpus("made up", "", "", 4, Draw(300, 1), Draw(200, 2));
    }

    [Test]
    public void What_features_show_is_found_and_what_they_do_not_is_not()
    {
        Assert.That(new LinearProbe(Corpus(visible: true), 200, 1).Accuracy(pixels => pixels.flatten(1), default), Is.GreaterThan(0.9));
        Assert.That(new LinearProbe(Corpus(visible: false), 200, 1).Accuracy(pixels => pixels.flatten(1), default), Is.EqualTo(0.25).Within(0.1));
        Assert.That(new LinearProbe(Corpus(visible: true), 200, 1).Accuracy(pixels => pixels.flatten(1) * 0, default), Is.EqualTo(0.25).Within(0.1));
    }

    [Test]
    public void More_images_than_there_are_means_all() => Assert.That(new LinearProbe(Corpus(visible: true), 1000, 1).TrainingCount, Is.EqualTo(300));
}
