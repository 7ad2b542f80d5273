using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Users;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Encoding;

/// <summary>One user who makes the encoder or the fold fail, among others, with the grains as the service runs them.</summary>
public sealed class PoisonTests : IDisposable
{
    private const int Users = 40;

    private readonly SiloFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_whom_the_encoder_cannot_take_gets_a_typed_error_and_all_others_their_vectors(bool throws)
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws));
        await silo.SendAsync("poison", Event("1", "play"));
        (EmbeddingInfo before, _) = await silo.ReadAsync("poison", 1);
        Assert.Null(before.Failure);

        for (int round = 0; round < 5; round++)
        {
            await silo.SendAsync("poison", Event($"skip-{round}", "skip"));
            long[] positions = await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.SendAsync($"user-{u}", Event($"{round}", "play"))));
            (EmbeddingInfo Info, float[] Vector)[] read = await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.ReadAsync($"user-{u}", positions[u])));
            Assert.All(read, r => Assert.Null(r.Info.Failure));
            Assert.Equal(positions, read.Select(r => r.Info.Position));
        }

        // An error where the last vector there is is not enough; it also has all events arrive, which nobody has waited for.
        long last = (await silo.Log.ReadUserAsync("poison", 0, 100, CancellationToken.None))[^1].Offset;
        (EmbeddingInfo failed, _) = await silo.ReadAsync("poison", last);
        Assert.Equal(ServiceError.NotReady, failed.Failure!.Error);
        UserSummary summary = await silo.Users.DescribeAsync("poison", CancellationToken.None);
        Assert.Equal((last, 6), (summary.Position, summary.EventCount));

        // Else that vector, called stale; nothing that is not finite.
        (EmbeddingInfo stale, float[] vector) = await silo.ReadAsync("poison");
        Assert.Equal((before.Position, Freshness.Stale), (stale.Position, stale.Freshness));
        Assert.All(vector, number => Assert.True(float.IsFinite(number)));
    }

    [Fact]
    public async Task A_user_who_cannot_take_events_in_holds_up_nobody_and_misses_nothing()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data, options => (options.Pump.BackOff, options.Pump.MaxInFlight) = (TimeSpan.FromMilliseconds(20), 2));
        await silo.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws: false));
        int failures = 0;
        silo.Calls.Set("IUserGrain.ApplyAsync", context =>
        {
            if (context.TargetId.Key.ToString() != "poison")
            {
                return context.Invoke();
            }

            Interlocked.Increment(ref failures);
            throw new InvalidOperationException("poison");
        });

        for (int round = 0; round < 5; round++)
        {
            await silo.SendAsync("poison", Event($"{round}", "play"));
            long[] positions = await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.SendAsync($"user-{u}", Event($"{round}", "play"))));
            await Wait.UntilAsync(() => silo.Get<UserRep.Grains.Embeddings.EmbeddingTable>().Users == Users);
            (EmbeddingInfo Info, float[] Vector)[] read = await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.ReadAsync($"user-{u}", positions[u])));
            Assert.Equal(positions, read.Select(r => r.Info.Position));
        }

        await Wait.UntilAsync(() => Volatile.Read(ref failures) > 5);
        silo.Calls.Set("IUserGrain.ApplyAsync", null);

        // Tried again without anybody asking, the table has the user's vector with all five events.
        float[] vector = new float[PoisonBundle.Dimension];
        long last = (await silo.Log.ReadUserAsync("poison", 0, 100, CancellationToken.None))[^1].Offset;
        await Wait.UntilAsync(() => silo.Get<UserRep.Grains.Embeddings.EmbeddingTable>().TryRead("poison", "nan", vector, out var entry) && entry.Position == last);
        Assert.Equal(5, (await silo.Users.DescribeAsync("poison", CancellationToken.None)).EventCount);
    }

    private static IncomingEvent Event(string id, string type) => new() { EventId = id, Type = type, ItemId = "item-1" };
}
