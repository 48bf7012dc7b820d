namespace QaaHybrid.Training.Tests;

public class TurnedImagesTest
{
    private static ImageSet Images(int count, int height = 3)
    {
        var set = new ImageSet(1, height, 3);
        for (var i = 0; i < count; i++)
            set.Add([.. Enumerable.Range(0, set.ImageBytes).Select(pixel => (byte)(pixel + i))], i % 4);
        return set;
    }

    [TestCase(0, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 })]
    [TestCase(1, new[] { 2, 5, 8, 1, 4, 7, 0, 3, 6 })]
    [TestCase(2, new[] { 8, 7, 6, 5, 4, 3, 2, 1, 0 })]
    [TestCase(3, new[] { 6, 3, 0, 7, 4, 1, 8, 5, 2 })]
    public void Quarters_go_counter_clockwise(int quarters, int[] expected)
    {
        byte[] image = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18];
        var turned = new float[18];
        TurnedImages.Turn(image, 3, quarters, turned);
        Assert.That(turned.Select(x => (int)Math.Round((x + 1) * 127.5)), Is.EqualTo(expected.Concat(expected.Select(x => x + 10))), "both channels");
    }

    [Test]
    public void Bytes_become_numbers_from_minus_one_to_one()
    {
        var turned = new float[4];
        TurnedImages.Turn([0, 51, 204, 255], 2, 0, turned);
        Assert.That(turned, Is.EqualTo(new[] { -1, -0.6f, 0.6f, 1 }).Within(1e-6));
    }

    [Test]
    public void An_epoch_shows_every_image_once_and_turns_are_about_equally_many()
    {
        var images = new TurnedImages(Images(200), 0.2, 1);
        Assert.That(images.TrainingCount + images.HeldOutCount, Is.EqualTo(200));
        var epoch = Enumerable.Range(1, images.TrainingCount).SelectMany(step => images.Batch(step, 1)).ToList();
        Assert.That(epoch.Select(entry => entry.Image), Is.Unique);
        Assert.That(epoch.GroupBy(entry => entry.Turn).Select(turn => turn.Count()).ToList(), Has.Count.EqualTo(4).And.All.InRange(25, 55));
        Assert.That(images.Samples(1000, 7).SelectMany(batch => batch).Select(entry => entry.Image).Intersect(epoch.Select(entry => entry.Image)), Is.Empty, "what is held out is not trained on");
        Assert.That(images.Batch(images.TrainingCount + 1, 1), Is.Not.EqualTo(images.Batch(1, 1)));
    }

    [Test]
    public void A_batch_depends_on_step_and_seed_only()
    {
        var first = new TurnedImages(Images(50), 0.2, 1);
        var batches = Enumerable.Range(1, 60).Select(step => first.Batch(step, 3)).ToList();
        var second = new TurnedImages(Images(50), 0.2, 1);
        foreach (var step in new[] { 44, 2, 60 })
            Assert.That(second.Batch(step, 3), Is.EqualTo(batches[step - 1]));
        Assert.That(new TurnedImages(Images(50), 0.2, 2).Batch(1, 3), Is.Not.EqualTo(batches[0]));
    }

    [Test]
    public void Held_out_images_are_measured_in_all_four_turns()
    {
        var images = new TurnedImages(Images(100), 0.2, 1);
        var samples = images.Samples(5, 8).ToList();
        Assert.That(samples.Select(batch => batch.Count), Is.EqualTo(new[] { 8, 8, 4 }));
        Assert.That(samples.SelectMany(batch => batch).GroupBy(entry => entry.Image).Select(image => image.Select(entry => entry.Turn)).ToList(),
            Has.Count.EqualTo(5).And.All.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void Images_that_cannot_be_turned_or_divided_are_refused()
    {
        Assert.That(() => new TurnedImages(Images(10, height: 4), 0.2, 1), Throws.ArgumentException.With.Message.Contains("4 × 3"));
        Assert.That(() => new TurnedImages(Images(1), 0.2, 1), Throws.ArgumentException.With.Message.Contains("of 1 images"));
    }
}
