using CsCheck;
using UserRep.Model.Features;

namespace UserRep.Tests.Model.Features;

/// <summary>Random histories for <see cref="TestSpecs.Small"/>: bursts, ties, late events, gaps of years, unknown items, no item.</summary>
internal static class TestEvents
{
    public const int Items = 20;
    public const long Start = 1_600_000_000_000;

    private static readonly Gen<long> Step = Gen.Frequency(
        (2, Gen.Const(0L)),
        (6, Gen.Long[0, 3_600_000L]),
        (3, Gen.Long[0, 14 * 86_400_000L]),
        (1, Gen.Long[0, 5 * 365 * 86_400_000L]),
        (3, Gen.Long[-30 * 86_400_000L, 0L]));

    /// <summary>One event; its timestamp is a step from the event before it.</summary>
    private static readonly Gen<UserEvent> Next =
        Gen.Select(Gen.Int[0, 3], Gen.Int[UserEvent.UnknownItem, Items - 1], Step, Gen.Float[-1f, 6f], (type, item, step, value) => new UserEvent(type, item, step, value));

    /// <summary>A history in order of arrival, which is not the order of time.</summary>
    public static Gen<UserEvent[]> Histories { get; } = Next.Array[0, 120].Select(OnClock);

    public static FeatureState Fold(FeatureReducer reducer, FeatureLayout layout, IEnumerable<UserEvent> events)
    {
        FeatureState state = new(layout);
        foreach (UserEvent e in events)
        {
            reducer.Apply(state, e);
        }

        return state;
    }

    private static UserEvent[] OnClock(UserEvent[] steps)
    {
        long now = Start;
        return [.. steps.Select(e => e with { TimestampMs = now += e.TimestampMs })];
    }
}
