namespace QaaHybrid.Training.Tests;

public class TaskLoaderTest
{
    [Test]
    public void Definitions_are_split_by_synset_and_cut_to_size()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Many(1000), WordNetFixture.Many(50, 5000));
        var task = new TaskRecipe { WordNet = folder.Path, TrainExamples = 100, EvalExamples = 20, GenerateExamples = 10, PartsOfSpeech = ["noun"] };
        var data = TaskLoader.Load(task, seed: 1);
        Assert.That((data.Training.Count, data.HeldOut.Count, data.Generation.Count), Is.EqualTo((100, 20, 10)));
        Assert.That(data.Training.All(example => example.Source.EndsWith(" (noun):", StringComparison.Ordinal)));
        var number = data.Training[0].Source["word".Length..^" (noun):".Length];
        Assert.That(data.Training[0].Target, Is.EqualTo($"the thing with number {number}"));
        Assert.That(data.Training.Select(example => example.Target), Has.None.AnyOf([.. data.HeldOut.Select(example => example.Target)]));
        Assert.That(data.Description, Does.Contain("100 training examples, 20 held out for the loss, 10 sources for the text metrics"));
    }

    [Test]
    public void The_seed_chooses_training_examples_but_not_what_is_held_out()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, WordNetFixture.Many(1000));
        var task = new TaskRecipe { WordNet = folder.Path, TrainExamples = 100 };
        var (one, two) = (TaskLoader.Load(task, 1), TaskLoader.Load(task, 2));
        Assert.That(one.HeldOut, Is.EqualTo(two.HeldOut));
        Assert.That(one.Training, Is.Not.EqualTo(two.Training));
        Assert.That(TaskLoader.Load(task with { TrainExamples = 50 }, 1).Training, Is.EqualTo(one.Training.Take(50)));
    }

    [Test]
    public void A_word_with_several_meanings_has_several_references()
    {
        using var folder = new TemporaryFolder();
        WordNetFixture.Write(folder, string.Concat(Enumerable.Range(0, 1000).Select(i =>
            WordNetFixture.Line(i, FormattableString.Invariant($"word{i / 2}"), FormattableString.Invariant($"meaning {i}")))));
        var data = TaskLoader.Load(new TaskRecipe { WordNet = folder.Path }, 1);
        Assert.That(data.Generation.Select(item => item.References.Count), Has.All.EqualTo(2));
        Assert.That(data.Generation.Select(item => item.Source), Is.Unique);
    }

    [Test]
    public void One_file_is_dealt_out_by_source()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 600).Select(i => $"name[{i / 3}],ref {i}");
        var path = folder.Write("e2e.csv", "mr,ref\n" + string.Join('\n', rows));
        var data = TaskLoader.Load(new TaskRecipe { Kind = "file", Data = path, Prompt = "{source} =>" }, 1);
        Assert.That(data.Name, Is.EqualTo("e2e"));
        Assert.That(data.Training.Count + data.HeldOut.Count, Is.EqualTo(600));
        Assert.That(data.HeldOut, Has.Count.InRange(30, 90));
        Assert.That(data.Training.Select(example => example.Source).Intersect(data.HeldOut.Select(example => example.Source)), Is.Empty);
        Assert.That(data.Generation.Select(item => item.References.Count), Has.All.EqualTo(3));
        Assert.That(data.HeldOut.All(example => example.Source.EndsWith("] =>", StringComparison.Ordinal)));
    }

    [Test]
    public void With_two_files_sources_of_the_test_file_are_not_trained_on()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", "source,target\na,1\nb,2\nc,3\n");
        var test = folder.Write("test.csv", "source,target\nb,4\n");
        var data = TaskLoader.Load(new TaskRecipe { Kind = "file", Train = train, Test = test, Prompt = "{source}" }, 1);
        Assert.That(data.Training.Select(example => example.Source), Is.EquivalentTo(new[] { "a", "c" }));
        Assert.That(data.HeldOut, Is.EqualTo(new[] { new SourceTarget("b", "4") }));
        Assert.That(data.Description, Does.Contain("1 training examples left out"));
    }

    [Test]
    public void A_file_can_be_held_out_whole()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("test.csv", "mr,ref\na,1\na,2\nb,3\n");
        var data = TaskLoader.LoadHeldOut(new TaskRecipe { Kind = "file", Prompt = "{source} =>" }, file);
        Assert.That(data.Training, Is.Empty);
        Assert.That(data.HeldOut.Select(example => example.Target), Is.EquivalentTo(new[] { "1", "2", "3" }));
        Assert.That(data.Generation.Select(item => (item.Source, item.References.Count)), Is.EquivalentTo(new[] { ("a =>", 2), ("b =>", 1) }));
    }

    [Test]
    public void A_file_with_one_source_cannot_be_dealt_out()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "source,target\na,1\na,2\n");
        Assert.That(() => TaskLoader.Load(new TaskRecipe { Kind = "file", Data = path }, 1), Throws.TypeOf<DataFileException>().With.Message.Contains("more different sources are needed"));
    }
}
