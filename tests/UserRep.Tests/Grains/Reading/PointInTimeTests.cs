using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Tests.Grains.Encoding;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Reading;

/// <summary>Reads as of a moment, of users whose histories take their time: they end, and leave the log to others.</summary>
public sealed class PointInTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly SiloFolders _folders = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InProcessSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _silo = await InProcessSilo.StartAsync(_folders.Data, options => options.Reading.Timeout = TimeSpan.FromSeconds(3));
        await _silo.ServeAsync(_folders.Write(new BundleMaker()));
    }

    public async ValueTask DisposeAsync()
    {
        _open.TrySetResult();
        await _silo.DisposeAsync();
        _folders.Dispose();
    }

    [Fact]
    public async Task Whoever_is_not_ready_in_time_is_told_so_and_the_others_have_their_vectors()
    {
        long position = await _silo.SendAsync("bob", new IncomingEvent { EventId = "1", Type = "play", ItemId = "item-3" });
        _silo.Log.UserWasRead = user => user == "ann" ? _open.Task : Task.CompletedTask;

        EmbeddingBatch batch = await ReadAsync(["ann", "bob"], Cancellation);

        Assert.Equal((ServiceError.NotReady, true), (batch.Infos[0].Failure?.Error, batch.Infos[0].Failure?.RetryAfter > TimeSpan.Zero));
        Assert.All(batch.Vectors[..batch.Dimension].ToArray(), number => Assert.Equal(0, number));
        Assert.Equal((position, Freshness.Fresh, null), (batch.Infos[1].Position, batch.Infos[1].Freshness, batch.Infos[1].Failure));
        Assert.Equal(1, _silo.Get<ReadMeter>().Failed);

        _open.SetResult();
        Assert.Equal((Freshness.Cold, null), (await ReadAsync(["ann"], Cancellation)).Infos.Select(i => (i.Freshness, i.Failure)).Single());
    }

    [Fact]
    public async Task A_model_that_takes_its_time_is_not_waited_for_either()
    {
        ServedVersion version = _silo.Get<VersionHost>().Plan.Current!;
        using GatedFeatures gate = new(version.Space.Layout.Length);
        Task<float[]> ahead = version.Batcher.EncodeAsync(gate.Memory);
        gate.WaitUntilRead();

        Assert.Equal(ServiceError.NotReady, (await ReadAsync(["ann"], Cancellation)).Infos[0].Failure?.Error);

        gate.Open();
        await ahead;
        Assert.Null((await ReadAsync(["ann"], Cancellation)).Infos[0].Failure);
    }

    [Fact]
    public async Task Whoever_goes_is_not_counted()
    {
        using CancellationTokenSource goes = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _silo.Log.UserWasRead = _ =>
        {
            goes.Cancel();
            return _open.Task;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(["ann"], goes.Token));

        Assert.Equal(0, _silo.Get<ReadMeter>().Failed);
    }

    [Fact]
    public async Task Only_some_histories_are_read_at_once_whoever_asks()
    {
        int read = 0;
        _silo.Log.UserWasRead = _ =>
        {
            Interlocked.Increment(ref read);
            return _open.Task;
        };

        EmbeddingBatch[] batches = await Task.WhenAll(Enumerable.Range(0, 6).Select(q => ReadAsync([.. Enumerable.Range(0, 10).Select(u => $"user-{q}-{u}")], Cancellation)));

        Assert.All(batches.SelectMany(b => b.Infos), info => Assert.Equal(ServiceError.NotReady, info.Failure?.Error));
        Assert.InRange(Volatile.Read(ref read), 1, 8);
    }

    private Task<EmbeddingBatch> ReadAsync(string[] users, CancellationToken cancellation) => _silo.Get<IEmbeddingReader>().ReadAsync(
        new EmbeddingQuery { UserIds = users, AsOfMs = TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds() }, cancellation).AsTask().WaitAsync(_patience, Cancellation);
}
