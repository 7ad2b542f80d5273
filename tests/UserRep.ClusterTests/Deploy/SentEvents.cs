using UserRep.Client;
using UserEvent = UserRep.Client.UserEvent;

namespace UserRep.ClusterTests.Deploy;

/// <summary>A sender who keeps all that was acknowledged, and where.</summary>
internal sealed class SentEvents
{
    private const int Users = 30;
    private const int Batch = 20;
    private const int Items = 24;

    private readonly List<UserEvent> _sent = [];

    public int Count => _sent.Count;

    /// <summary>Gets the position of each, by user and id.</summary>
    public Dictionary<(string UserId, string EventId), long> Positions { get; } = [];

    /// <summary>Sends so many batches more.</summary>
    public async Task SendAsync(UserRepClient client, int batches)
    {
        for (int i = 0; i < batches; i++)
        {
            await SendOneAsync(client);
        }
    }

    /// <summary>Sends one batch after the other until it is to stop, and one at least.</summary>
    public async Task SendAsync(UserRepClient client, CancellationToken stop)
    {
        do
        {
            await SendOneAsync(client);
        }
        while (!stop.IsCancellationRequested);
    }

    /// <summary>Sends everything once more, the last first.</summary>
    public async Task<IReadOnlyList<PublishedEvent>> SendAgainAsync(UserRepClient client)
    {
        List<PublishedEvent> taken = [];
        foreach (UserEvent[] batch in Enumerable.Reverse(_sent).Chunk(Batch))
        {
            taken.AddRange(await client.PublishAsync(batch));
        }

        return taken;
    }

    private async Task SendOneAsync(UserRepClient client)
    {
        UserEvent[] batch = [.. Enumerable.Range(_sent.Count, Batch).Select(Event)];
        foreach (PublishedEvent e in await client.PublishAsync(batch))
        {
            Positions.Add((e.UserId, e.EventId), e.Position);
        }

        _sent.AddRange(batch);
    }

    private static UserEvent Event(int n) => new()
    {
        UserId = $"user-{n % Users}",
        EventId = $"{n}",
        Type = n % 3 == 0 ? "skip" : "play",
        ItemId = $"item-{n * 7 % Items}",
        Timestamp = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(n),
    };
}
