using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace UserRep.Benchmarks.Micro;

/// <summary>What the log finds an event id by.</summary>
public class EventIdHash
{
    private readonly string _eventId = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).ToString("N");

    [Benchmark(Description = "The hash that the log finds an event id by")]
    public long Hash() => Of(null, _eventId);

    // The engines' own, and nobody else's.
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = nameof(Of))]
    private static extern long Of([UnsafeAccessorType("UserRep.EventLog.Events.EventHash, UserRep.EventLog")] object? type, string eventId);
}
