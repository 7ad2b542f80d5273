using UserRep.Client;

namespace UserRep.Benchmarks.Service;

/// <summary>One event published, and its user's vector read up to its position.</summary>
internal static class EventProbe
{
    public static async Task RunAsync(UserRepClient client, UserEvent e, CancellationToken cancellation)
    {
        IReadOnlyList<PublishedEvent> published = await client.PublishAsync([e], cancellation);
        await client.GetAsync(e.UserId, new GetOptions { MinPosition = published[0].Position }, cancellation);
    }
}
