using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Tests.Model.Features;

/// <summary>What a state ought to hold: sums over the whole history in double precision, straight from the definition.</summary>
internal sealed class ReferenceState(FeatureSpec spec, IItemVectors items, IReadOnlyList<UserEvent> events)
{
    public long LastEventMs { get; } = events.Count == 0 ? 0 : events.Max(e => e.TimestampMs);

    public double Activity(int scale) => Streamed().Sum(e => Decay(scale, e));

    public double Mass(int scale, int modality) => With(Streamed(), modality).Sum(e => Math.Abs(Weight(e)) * Decay(scale, e));

    public double Sum(int scale, int modality, int place) =>
        With(Streamed(), modality).Sum(e => Weight(e) * Decay(scale, e) * items.Vector(e.Item, modality)[place]);

    public double PickMass(int modality) => With(Picks(), modality).Sum(e => Math.Abs(Weight(e)));

    public double PickSum(int modality, int place) => With(Picks(), modality).Sum(e => Weight(e) * items.Vector(e.Item, modality)[place]);

    private double Decay(int scale, UserEvent e) => Math.Exp(-(LastEventMs - e.TimestampMs) / spec.TimeScales[scale].Milliseconds);

    private double Weight(UserEvent e)
    {
        EventTypeSpec type = spec.EventTypes[e.Type];
        return (double)type.Weight * Math.Clamp(e.Value, type.MinValue, type.MaxValue);
    }

    private IEnumerable<UserEvent> Streamed() => events.Where(e => spec.EventTypes[e.Type].Name != spec.OnboardingEventType);

    private IEnumerable<UserEvent> Picks() => events.Where(e => spec.EventTypes[e.Type].Name == spec.OnboardingEventType);

    private IEnumerable<UserEvent> With(IEnumerable<UserEvent> some, int modality) =>
        some.Where(e => e.Item >= 0 && !items.Vector(e.Item, modality).IsEmpty);
}
