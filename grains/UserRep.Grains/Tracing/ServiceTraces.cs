using System.Diagnostics;
using UserRep.EventLog.Events;

namespace UserRep.Grains.Tracing;

/// <summary>The spans of an event's way: <c>userrep.append</c>, <c>userrep.apply</c>, <c>userrep.vector</c>. None names a user.</summary>
internal static class ServiceTraces
{
    /// <summary>The source's name, by which an exporter asks for it.</summary>
    public const string Name = "UserRep";

    private static readonly ActivitySource _source = new(Name);

    /// <summary>From a checked request to its events being durable.</summary>
    public static Activity? Append(int events) => _source.StartActivity("userrep.append")?.SetTag("userrep.events", events);

    /// <summary>By what events of a request that is traced are known to belong to it; null if it is not.</summary>
    public static string? Current => Activity.Current is { Recorded: true } span ? span.Id : null;

    /// <summary>A user takes events in; follows the request that the last traced one of them came with. None if none did.</summary>
    public static Activity? Apply(IReadOnlyList<LogEvent> events)
    {
        for (int i = events.Count - 1; i >= 0; i--)
        {
            if (events[i].Trace is { } trace)
            {
                return _source.StartActivity("userrep.apply", ActivityKind.Consumer, trace)?.SetTag("userrep.events", events.Count).SetTag("userrep.partition", events[i].Partition);
            }
        }

        return null;
    }

    /// <summary>From a user having taken events in to a vector that has them being there.</summary>
    public static void Vector(ActivityContext parent, DateTimeOffset since, string version, DateTimeOffset now)
    {
        using Activity? span = _source.StartActivity("userrep.vector", ActivityKind.Internal, parent, startTime: since);
        span?.SetTag("userrep.version", version).SetEndTime(now.UtcDateTime);
    }
}
