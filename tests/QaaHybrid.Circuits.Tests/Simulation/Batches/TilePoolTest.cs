using QaaHybrid.Circuits.Batches;

namespace QaaHybrid.Circuits.Tests;

public class TilePoolTest
{
    [Test]
    public void Every_tile_runs_once([Values(1, 2, 5)] int threads, [Values(0, 1, 7, 100)] int tiles)
    {
        var pool = new TilePool();
        for (var repeat = 0; repeat < 50; repeat++)
        {
            var work = new Counting(new int[tiles]);
            pool.Run(work, tiles, threads);
            Assert.That(work.Runs, Is.All.EqualTo(1));
        }
    }

    [Test]
    public void Work_goes_on_after_the_workers_fell_asleep()
    {
        var pool = new TilePool();
        for (var repeat = 0; repeat < 5; repeat++)
        {
            var work = new Counting(new int[20]);
            pool.Run(work, 20, 3);
            Assert.That(work.Runs, Is.All.EqualTo(1));
            Thread.Sleep(20);
        }
    }

    [Test]
    public void Callers_that_meet_do_not_wait_for_each_other()
    {
        var pool = new TilePool();
        Parallel.For(0, 8, _ =>
        {
            for (var repeat = 0; repeat < 50; repeat++)
            {
                var work = new Counting(new int[9]);
                pool.Run(work, 9, 2);
                Assert.That(work.Runs, Is.All.EqualTo(1));
            }
        });
    }

    [Test]
    public void What_a_tile_throws_reaches_the_caller_and_the_pool_lives_on([Values(1, 2)] int threads)
    {
        var pool = new TilePool();
        Assert.That(() => pool.Run(new Failing(), 10, threads), Throws.InstanceOf<InvalidOperationException>().With.Message.Contains("tile 3"));
        var work = new Counting(new int[10]);
        pool.Run(work, 10, threads);

        Assert.That(work.Runs, Is.All.EqualTo(1));
    }

    private sealed class Counting(int[] runs) : ITiled
    {
        public int[] Runs => runs;

        public void RunTile(int tile) => Interlocked.Increment(ref runs[tile]);
    }

    private sealed class Failing : ITiled
    {
        public void RunTile(int tile)
        {
            if (tile == 3)
                throw new InvalidOperationException("tile 3 failed");
        }
    }
}
