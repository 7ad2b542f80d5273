using UserRep.Grains.Embeddings;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Status;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Encoding;

/// <summary>An avalanche of events: few vectors are under way at once, every one comes, and readers do not wait behind it.</summary>
public sealed class EncoderPlacesTests : IDisposable
{
    private const int Users = 60;

    private readonly SiloFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Events_wait_for_a_place_and_reads_do_not()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data, options => options.Encoding.MaxWaiting = 4);
        string version = await silo.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws: false));
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource beyond = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int underWay = 0;
        silo.Calls.Set("IEncoderGrain.EncodeAsync", async context =>
        {
            int now = Interlocked.Increment(ref underWay);
            (now == 1 ? first : now == 2 ? full : beyond).TrySetResult();
            await opened.Task;
            await context.Invoke();
            Interlocked.Decrement(ref underWay);
        });

        long[] positions = new long[Users];
        Task<(EmbeddingInfo Info, float[] Vector)> read;
        try
        {
            // A user whose vector is under way has one place however much happens: the other is somebody else's.
            await silo.SendAsync("user-0", Event("first"));
            await WithinAsync(first.Task);
            await silo.SendAsync("user-0", Event("second"));
            await AppliedAsync(silo);

            // Two events each: the second finds the first one's vector waiting.
            for (int round = 0; round < 2; round++)
            {
                positions = await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.SendAsync($"user-{u}", Event($"{round}"))));
            }

            await WithinAsync(full.Task);
            await AppliedAsync(silo);
            Assert.False(beyond.Task.IsCompleted);

            read = silo.ReadAsync("somebody else");
            await WithinAsync(beyond.Task);
        }
        finally
        {
            // The silo waits for calls that are under way when it stops.
            opened.SetResult();
        }

        Assert.Equal(Freshness.Cold, (await read).Info.Freshness);
        EmbeddingTable table = silo.Get<EmbeddingTable>();
        float[] vector = new float[PoisonBundle.Dimension];
        await Wait.UntilAsync(() => Enumerable.Range(0, Users).All(u => table.TryRead($"user-{u}", version, vector, out TableEntry entry) && entry.Position == positions[u]));
    }

    /// <summary>Returns when every event is part of its user's state.</summary>
    private static async Task AppliedAsync(InProcessSilo silo)
    {
        IServiceStatus status = silo.Get<IServiceStatus>();
        while (!(await status.ReadAsync(TestContext.Current.CancellationToken)).Partitions.All(p => p.Completed >= p.Head))
        {
            await Task.Yield();
        }
    }

    private static Task WithinAsync(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    private static IncomingEvent Event(string id) => new() { EventId = id, UserId = "user", Type = "play", ItemId = "item-1" };
}
