using UserRep.Grains.Embeddings;
using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Status;
using UserRep.Grains.Versions;

namespace UserRep.Benchmarks.Service;

/// <summary>Users with some events each, brought into memory.</summary>
internal static class LiveCrowd
{
    public const int Batch = 500;

    // Sums of events of one moment are rounder numbers than those of life, and take less room.
    private static readonly TimeSpan _lasting = TimeSpan.FromDays(30);

    public static async Task SendAsync(GrainsUnderLoad grains, int first, int end, int eventsPerUser, CancellationToken cancellation)
    {
        IEventIntake intake = grains.Get<IEventIntake>();
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (int round = 0; round < eventsPerUser; round++)
        {
            foreach (int[] users in Enumerable.Range(first, end - first).Chunk(Batch))
            {
                Random random = new((users[0] * 31) + round);
                await AcceptAsync(intake, [.. users.Select(u => new IncomingEvent { EventId = $"{round}", UserId = Load.User(u), Type = "listen", ItemId = Load.Item(random), TimestampMs = now - random.NextInt64((long)_lasting.TotalMilliseconds) })], cancellation);
            }
        }
    }

    /// <summary>Returns when all events are applied and every user's vector is computed: what is under way takes room too.</summary>
    public static async Task LiveAsync(GrainsUnderLoad grains, int first, int end, CancellationToken cancellation)
    {
        IServiceStatus status = grains.Get<IServiceStatus>();
        EmbeddingTable table = grains.Get<EmbeddingTable>();
        ServedVersion version = grains.Get<VersionHost>().Plan.Current!;
        float[] vector = new float[version.Dimension];
        while (!(await status.ReadAsync(cancellation)).Partitions.All(p => p.Completed >= p.Head) || !Enumerable.Range(first, end - first).All(IsThere))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }

        bool IsThere(int user) => table.TryRead(Load.User(user), version.Version, vector, out TableEntry entry) && entry.Position > 0 && entry.Position == entry.KnownPosition;
    }

    /// <summary>Sends again what a busy machine had no time for; what was taken after all is found to be there.</summary>
    private static async Task AcceptAsync(IEventIntake intake, IncomingEvent[] events, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await intake.AcceptAsync(events, cancellation);
                return;
            }
            catch (UserRepException error) when (error.RetryAfter is { } wait)
            {
                await Task.Delay(wait, cancellation);
            }
        }
    }
}
