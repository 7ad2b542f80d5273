using UserRep.Training.Engine;
using Xunit;

namespace UserRep.Tests.Training.Engine;

public sealed class BatchOrderTests
{
    [Fact]
    public void An_epoch_holds_every_row_once_and_ends_with_the_short_batch()
    {
        var order = new BatchOrder(10, batchSize: 4, seed: 1);
        var batches = order.NextEpoch().Select(b => b.ToArray()).ToArray();
        Assert.Equal([4, 4, 2], batches.Select(b => b.Length));
        Assert.Equal(Enumerable.Range(0, 10), batches.SelectMany(b => b).Order());
        Assert.Equal(3, order.BatchesPerEpoch);
    }

    [Fact]
    public void Epochs_differ_and_repeat_with_the_seed()
    {
        var (first, second) = (new BatchOrder(50, 50, seed: 1), new BatchOrder(50, 50, seed: 1));
        var epoch = first.NextEpoch().Single().ToArray();
        Assert.Equal(epoch, second.NextEpoch().Single().ToArray());
        Assert.NotEqual(epoch, first.NextEpoch().Single().ToArray());
    }
}
