using UserRep.Grains.Embeddings;
using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Tests.Grains.Encoding;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Reading;

/// <summary>A vector says what it is, and one that could not be computed follows by itself.</summary>
public sealed class FreshnessTests : IDisposable
{
    private readonly SiloFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Theory]
    [InlineData(0, 0, false, Freshness.Cold)]
    [InlineData(0, 0, true, Freshness.Cold)]
    [InlineData(0, 5, false, Freshness.Stale)]
    [InlineData(4, 5, false, Freshness.Stale)]
    [InlineData(5, 5, false, Freshness.Fresh)]
    [InlineData(5, 5, true, Freshness.Stale)]
    public void It_is_cold_only_when_nothing_is_known_and_fresh_only_when_nothing_is_missing(long position, long known, bool isBehind, Freshness expected) =>
        Assert.Equal(expected, FreshnessRule.Of(position, known, isBehind));

    [Fact]
    public async Task A_first_vector_that_cannot_be_computed_leaves_the_user_stale_and_comes_when_the_encoder_is_back()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        string version = await silo.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws: false));
        Assert.Equal(Freshness.Cold, (await silo.ReadAsync("ann")).Info.Freshness);
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        silo.Calls.Set("IEncoderGrain.EncodeAsync", _ =>
        {
            failed.TrySetResult();
            throw new InvalidOperationException("The encoder is away.");
        });

        long position = await silo.SendAsync("ann", new IncomingEvent { EventId = "1", UserId = "ann", Type = "play", ItemId = "item-1" });
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        EmbeddingInfo meanwhile = (await silo.ReadAsync("ann")).Info;
        Assert.Equal((0, Freshness.Stale), (meanwhile.Position, meanwhile.Freshness));

        // Nobody reads and nothing more happens to the user.
        silo.Calls.Set("IEncoderGrain.EncodeAsync", null);
        EmbeddingTable table = silo.Get<EmbeddingTable>();
        float[] vector = new float[PoisonBundle.Dimension];
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(30));
        while (!table.TryRead("ann", version, vector, out TableEntry entry) || entry.Position != position)
        {
            giveUp.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(Freshness.Fresh, (await silo.ReadAsync("ann")).Info.Freshness);
    }

    [Fact]
    public async Task A_position_that_the_log_has_not_reached_is_an_error_as_of_a_moment_too()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws: false));
        long position = await silo.SendAsync("ann", new IncomingEvent { EventId = "1", UserId = "ann", Type = "play", ItemId = "item-1" });
        long later = TimeProvider.System.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds();

        EmbeddingBatch batch = await silo.Get<IEmbeddingReader>().ReadAsync(
            new EmbeddingQuery { UserIds = ["ann", "ann", "bob"], MinPositions = [position, position + 1, 0], AsOfMs = later }, TestContext.Current.CancellationToken);

        Assert.Equal((position, Freshness.Fresh), (batch.Infos[0].Position, batch.Infos[0].Freshness));
        Assert.Equal(ServiceError.PositionNotReached, batch.Infos[1].Failure!.Error);
        Assert.Equal(Freshness.Cold, batch.Infos[2].Freshness);
    }
}
