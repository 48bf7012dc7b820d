namespace QaaHybrid.Torch.Tests.Scopes;

public class DisposeScopeTests
{
    [Test]
    public void End_disposes_what_was_made_inside()
    {
        Tensor inside, moved, detached;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                inside = ones(1);
                moved = inner.MoveToOuter(ones(1));
                detached = ones(1).DetachFromDisposeScope();
                Assert.That(inner.DisposablesCount, Is.EqualTo(1));
            }

            Assert.That((inside.IsInvalid, moved.IsInvalid), Is.EqualTo((true, false)));
            Assert.That(outer.DisposablesCount, Is.EqualTo(1));
        }

        Assert.That((moved.IsInvalid, detached.IsInvalid), Is.EqualTo((true, false)));
        detached.Dispose();
    }

    [Test]
    public void Moving_several_and_attaching()
    {
        using var outer = NewDisposeScope();
        Tensor a, b, c, outside;
        using (var inner = NewDisposeScope())
        {
            (a, b) = inner.MoveToOuter(ones(1), ones(2));
            inner.MoveToOuter([c = ones(3)]);
            outside = inner.Attach(ones(4).DetachFromDisposeScope());
            inner.Detach([c]);
        }

        Assert.That(new[] { a, b, c, outside }.Select(one => one.IsInvalid), Is.EqualTo(new[] { false, false, false, true }));
        c.Dispose();
    }

    [Test]
    public void Without_an_outer_scope_moving_is_detaching()
    {
        Tensor moved;
        using (NewDisposeScope())
            moved = ones(1).MoveToOuterDisposeScope();
        Assert.That(moved.IsInvalid, Is.False);
        moved.Dispose();
    }

    [Test]
    public void Everything_but()
    {
        using var scope = NewDisposeScope();
        var (kept, lost) = (ones(1), ones(1));
        scope.DisposeEverythingBut([kept]);
        Assert.That((kept.IsInvalid, lost.IsInvalid), Is.EqualTo((false, true)));
        Assert.That(scope.DisposablesCount, Is.EqualTo(1));
    }

    [Test]
    public void Tensor_disposed_early_leaves_the_scope()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 10; i++)
            ones(1).Dispose();
        Assert.That(scope.DisposablesCount, Is.Zero);
    }

    [Test]
    public void Scope_forgotten_inside_ends_with_the_outer_one()
    {
        Tensor inside;
        using (NewDisposeScope())
        {
            var forgotten = NewDisposeScope();
            inside = ones(1);
            Assert.That(forgotten.DisposablesCount, Is.EqualTo(1));
        }

        Assert.That(inside.IsInvalid, Is.True);
        using var after = ones(1);
        Assert.That(after.Scope, Is.Null);
    }

    [Test]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor made = null!;
        var thread = new Thread(() => made = ones(1));
        thread.Start();
        thread.Join();
        Assert.That(scope.DisposablesCount, Is.Zero);
        made.Dispose();
    }

    [Test]
    public void Scope_that_ends_on_another_thread_says_so_and_frees_all_the_same()
    {
        var scope = NewDisposeScope();
        var inside = ones(1);
        Exception? error = null;
        var thread = new Thread(() => error = Assert.Catch(scope.Dispose));
        thread.Start();
        thread.Join();
        Assert.That(error, Is.TypeOf<InvalidOperationException>().With.Message.Contain("await"));
        Assert.That(inside.IsInvalid, Is.True);
        using var after = ones(1);
        Assert.That(after.Scope, Is.Null, "the dead scope takes nothing in");
    }

    [Test]
    public void Function_in_a_scope_of_its_own()
    {
        using var scope = NewDisposeScope();
        var result = WrappedTensorDisposeScope(() => ones(1) + ones(1));
        Assert.That(result.ToSingle(), Is.EqualTo(2));
        Assert.That(scope.DisposablesCount, Is.EqualTo(1));
    }

    [Test]
    public void Handles_stay_flat_over_a_training_loop()
    {
        Leaks.Living();
        using var scope = NewDisposeScope();
        var net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Dropout(0.1), nn.Linear(8, 1));
        using var optimiser = optim.AdamW(net.parameters(), lr: 1e-2);
        var x = randn(16, 4);
        var seen = new List<long>();
        for (var i = 0; i < 50; i++)
        {
            using (NewDisposeScope())
            {
                optimiser.zero_grad();
                nn.functional.mse_loss(net.call(x), ones(16, 1)).backward();
                nn.utils.clip_grad_norm_(net.parameters(), 1);
                optimiser.step();
            }

            seen.Add(runtime.live_handles);
        }

        Assert.That(seen.Skip(1).Distinct().Count(), Is.EqualTo(1), "the first step makes the optimiser's tensors");
        net.Dispose();
    }
}
