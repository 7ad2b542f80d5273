using UserRep.EventLog.Snapshots;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Erasures;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Snapshots;
using UserRep.Tests.Grains.Encoding;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Users;

/// <summary>An erasure and something else of the same user at once, in an order that a gate forces.</summary>
public sealed class EraseRaceTests : IAsyncLifetime
{
    private readonly SiloFolders _folders = new();
    private InProcessSilo _silo = null!;
    private string _version = string.Empty;

    public async ValueTask InitializeAsync()
    {
        _silo = await InProcessSilo.StartAsync(_folders.Data, options => options.Snapshots.Events = 1);
        _version = await _silo.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws: false));
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task A_vector_that_comes_after_the_erasure_is_not_kept()
    {
        Gate encoder = Hold("IEncoderGrain.EncodeAsync");
        long position = await _silo.SendAsync("ann", Event("1"));
        await encoder.Reached;

        await _silo.Users.EraseAsync("ann", "test", CancellationToken.None);
        encoder.Open();

        await AssertGoneAsync(position);
    }

    [Fact]
    public async Task A_vector_that_comes_before_the_erasure_goes_with_it()
    {
        long position = await _silo.SendAsync("ann", Event("1"));
        Assert.Equal(position, (await _silo.ReadAsync("ann", position)).Info.Position);

        await _silo.Users.EraseAsync("ann", "test", CancellationToken.None);

        await AssertGoneAsync(position);
    }

    [Fact]
    public async Task A_vector_that_comes_in_the_middle_of_the_erasure_goes_with_it()
    {
        Gate encoder = Hold("IEncoderGrain.EncodeAsync");
        long position = await _silo.SendAsync("ann", Event("1"));
        await encoder.Reached;
        Gate erasing = HoldReads("ann");

        Task<ErasureReceipt> erased = _silo.Users.EraseAsync("ann", "test", CancellationToken.None);
        await erasing.Reached;
        encoder.Open();
        erasing.Open();

        Assert.Equal(1, (await erased).Events);
        await AssertGoneAsync(position);
    }

    [Fact]
    public async Task Once_begun_it_goes_on_to_the_receipt_though_nobody_waits_for_it_any_more()
    {
        long position = await _silo.SendAsync("ann", Event("1"));
        await _silo.ReadAsync("ann", 1);
        Gate erasing = HoldReads("ann");
        using CancellationTokenSource gone = new();
        Task<ErasureReceipt> erased = _silo.Users.EraseAsync("ann", "test", gone.Token);
        await erasing.Reached;

        await gone.CancelAsync();
        erasing.Open();

        ErasureReceipt receipt = await erased;
        Assert.Equal(1, receipt.Events);
        Assert.Equal(receipt.Id, (await _silo.Users.FindErasureAsync(receipt.Id, CancellationToken.None))?.Id);
        await AssertGoneAsync(position);
    }

    [Fact]
    public async Task What_a_read_of_the_log_saw_before_the_erasure_is_not_kept()
    {
        // The user comes into memory: the log has been read, and the events are on their way when they are erased.
        Gate reading = HoldReads("ann");
        long position = await _silo.SendAsync("ann", Event("1"));
        await reading.Reached;

        Task<ErasureReceipt> erased = _silo.Users.EraseAsync("ann", "test", CancellationToken.None);
        reading.Open();

        Assert.Equal(1, (await erased).Events);
        await AssertGoneAsync(position);
        Assert.Equal(0, (await _silo.Users.DescribeAsync("ann", CancellationToken.None)).EventCount);
    }

    [Fact]
    public async Task Events_that_come_during_the_erasure_count_and_nothing_before_them_does()
    {
        await _silo.SendAsync("ann", Event("1"), Event("2"));
        await _silo.ReadAsync("ann", 2);
        Gate erasing = HoldReads("ann");
        Task<ErasureReceipt> erased = _silo.Users.EraseAsync("ann", "test", CancellationToken.None);
        await erasing.Reached;

        long position = await _silo.SendAsync("ann", Event("1"));
        erasing.Open();

        Assert.Equal(2, (await erased).Events);
        (EmbeddingInfo info, _) = await _silo.ReadAsync("ann", position);
        Assert.Equal((position, Freshness.Fresh), (info.Position, info.Freshness));
        Assert.Equal(1, (await _silo.Users.DescribeAsync("ann", CancellationToken.None)).EventCount);
    }

    /// <summary>Nobody knows the user: not the table, not a read, not the snapshots, and not what is still to be written of them.</summary>
    private async Task AssertGoneAsync(long position)
    {
        (EmbeddingInfo info, float[] vector) = await _silo.ReadAsync("ann");
        Assert.Equal((0, Freshness.Cold, null), (info.Position, info.Freshness, info.Failure));
        (EmbeddingInfo nobody, float[] empty) = await _silo.ReadAsync("nobody");
        Assert.Equal(Freshness.Cold, nobody.Freshness);
        Assert.Equal(empty, vector);
        Assert.False(_silo.Get<EmbeddingTable>().TryRead("ann", _version, new float[vector.Length], out TableEntry entry) && entry.Position >= position);
        await _silo.Get<SnapshotWriter>().StopAsync(CancellationToken.None);
        string space = (await _silo.Versions.ListAsync(CancellationToken.None))[0].FeatureSpace;
        Assert.Empty(await _silo.Get<ISnapshotStore>().ReadAsync(space, ["ann"], CancellationToken.None));
    }

    /// <summary>Holds up the first call of a method until the gate opens; it is let in before, so that what it computes is of before.</summary>
    private Gate Hold(string method)
    {
        Gate gate = new();
        _silo.Calls.Set(method, async context =>
        {
            _silo.Calls.Set(method, null);
            await context.Invoke();
            await gate.PassAsync();
        });
        return gate;
    }

    /// <summary>Holds up the first read of a user's events, after the log was read.</summary>
    private Gate HoldReads(string user)
    {
        Gate gate = new();
        _silo.Log.UserWasRead = async id =>
        {
            if (id == user)
            {
                _silo.Log.UserWasRead = null;
                await gate.PassAsync();
            }
        };
        return gate;
    }

    private static IncomingEvent Event(string id) => new() { EventId = id, Type = "play", ItemId = "item-3" };

    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public void Open() => _open.TrySetResult();

        public Task PassAsync()
        {
            _reached.TrySetResult();
            return _open.Task;
        }
    }
}
