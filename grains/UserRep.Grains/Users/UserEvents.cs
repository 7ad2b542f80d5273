using System.Runtime.CompilerServices;
using UserRep.EventLog.Events;

namespace UserRep.Grains.Users;

/// <summary>A user's events, a page at a time: there may be many.</summary>
internal static class UserEvents
{
    /// <summary>How many are read at once; for each page the embedded log looks through an index of all of the user's events.</summary>
    public const int Page = 5_000;

    public static async IAsyncEnumerable<LogEvent> EventsOfAsync(this IEventLog log, string userId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long last = 0;
        IReadOnlyList<LogEvent> page;
        do
        {
            page = await log.ReadUserAsync(userId, last, Page, cancellation).ConfigureAwait(false);
            foreach (LogEvent e in page)
            {
                last = e.Offset;
                yield return e;
            }
        }
        while (page.Count == Page);
    }
}
