namespace QaaHybrid.Torch.Tests.Scopes;

/// <summary>Tensors that nobody disposes: the collector has to hear of their memory.</summary>
public class MemoryPressureTests
{
    [Test]
    public void Undisposed_tensors_are_collected_while_the_loop_runs()
    {
        const int count = 4000, elements = 64 * 1024;
        using var x = ones(elements);
        var most = 0L;
        var before = Leaks.Living().Handles;
        for (var i = 0; i < count; i++)
        {
            _ = x + 1;
            most = Math.Max(most, runtime.live_handles - before);
        }

        Assert.That(most, Is.LessThan(count / 2), "without pressure all 4000 of 256 KB, 1 GB, would be alive");
    }

    [Test]
    public void Tensors_that_a_scope_disposes_are_no_business_of_the_collector()
    {
        using var x = ones(256 * 1024);
        var before = GC.CollectionCount(2);
        for (var i = 0; i < 4000; i++)
        {
            using var scope = NewDisposeScope();
            _ = x + 1;
        }

        Assert.That(GC.CollectionCount(2) - before, Is.LessThan(5), "4000 of 1 MB, one at a time");
    }

    [Test]
    public void Tensors_that_leave_their_scope_for_none_are_collected_while_the_loop_runs()
    {
        const int count = 4000;
        using var x = ones(64 * 1024);
        var most = 0L;
        var before = Leaks.Living().Handles;
        for (var i = 0; i < count; i++)
        {
            using (var scope = NewDisposeScope())
                _ = i % 2 == 0 ? scope.MoveToOuter(x + 1) : scope.Detach(x + 1);
            most = Math.Max(most, runtime.live_handles - before);
        }

        Assert.That(most, Is.LessThan(count / 2), "without pressure all 4000 of 256 KB, 1 GB, would be alive");
    }

    [Test]
    public void Views_and_changes_in_place_own_no_storage()
    {
        using var scope = NewDisposeScope();
        var x = ones(64, 1024);
        var before = GC.CollectionCount(0);
        for (var i = 0; i < 20_000; i++)
        {
            x.view(1024, 64).Dispose();
            x.add_(1);
        }

        Assert.That(GC.CollectionCount(0) - before, Is.LessThan(20), "20,000 views of 256 KB are not 5 GB");
    }
}
