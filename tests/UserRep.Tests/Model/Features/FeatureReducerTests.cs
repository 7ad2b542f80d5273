using CsCheck;
using UserRep.Model.Features;
using Xunit;

namespace UserRep.Tests.Model.Features;

public class FeatureReducerTests
{
    // Relative to the mass behind a number: up to 120 roundings of a factor and of a sum, each 6e-8. What has decayed below 1e-12 counts as nothing.
    private const double Tolerance = 1e-4;
    private const double Nothing = 1e-9;

    private static readonly string?[] Countries = ["SE", "DE", "FR", null];
    private static readonly FeatureLayout Layout = new(TestSpecs.Small);
    private static readonly TestItems Items = new(TestSpecs.Small, TestEvents.Items);
    private static readonly FeatureReducer Reducer = new(Layout, Items);

    [Fact]
    public void Sums_and_masses_equal_the_definition_for_any_order_of_arrival() =>
        TestEvents.Histories.Sample(events => AssertEqualsReference(TestEvents.Fold(Reducer, Layout, events), new ReferenceState(TestSpecs.Small, Items, events)), iter: 1000);

    [Fact]
    public void Order_of_arrival_does_not_matter_beyond_rounding() =>
        TestEvents.Histories.SelectMany(events => Gen.Shuffle(events), (events, shuffled) => (events, shuffled)).Sample(
            (events, shuffled) => AssertEqualsReference(TestEvents.Fold(Reducer, Layout, shuffled), new ReferenceState(TestSpecs.Small, Items, events)), iter: 300);

    [Fact]
    public void The_same_order_gives_the_same_bits() => TestEvents.Histories.Sample(
        events => Bytes(TestEvents.Fold(Reducer, Layout, events)).AsSpan().SequenceEqual(Bytes(TestEvents.Fold(new FeatureReducer(Layout, Items), Layout, events))), iter: 300);

    [Fact]
    public void Counts_times_and_unknown_items_are_those_of_the_history() => TestEvents.Histories.Sample(events =>
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, events);
        Assert.Equal((ulong)events.Length, state.EventCount);
        Assert.Equal((uint)events.Count(e => e.Item == UserEvent.UnknownItem), state.UnknownItems);
        Assert.All(TestSpecs.Small.EventTypes, (_, type) => Assert.Equal((uint)events.Count(e => e.Type == type), state.CountOf(type)));
        Assert.Equal(events.Select(e => e.TimestampMs).DefaultIfEmpty().Min(), state.FirstEventMs);
        Assert.Equal(events.Select(e => e.TimestampMs).DefaultIfEmpty().Max(), state.LastEventMs);
    });

    [Fact]
    public void An_event_allocates_nothing()
    {
        UserEvent[] events = [.. Enumerable.Range(0, 10_000).Select(i => new UserEvent(i % 4, (i % 22) - 2, TestEvents.Start + (i * 60_000L) - (i % 5 * 90_000L)))];
        FeatureState state = TestEvents.Fold(Reducer, Layout, events);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (UserEvent e in events)
        {
            Reducer.Apply(state, e);
            Reducer.ApplyAttribute(state, "age", "33.5", e.TimestampMs, e.Item);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_state_does_not_grow_with_the_history()
    {
        FeatureState state = new(Layout);
        (int, int, int) empty = (state.Values.Length, state.Counts.Length, state.Profile.Length);
        for (int i = 0; i < 5_000; i++)
        {
            Reducer.Apply(state, new UserEvent(TestSpecs.Listen, i % TestEvents.Items, TestEvents.Start + i));
            Reducer.ApplyAttribute(state, "country", $"{i}", TestEvents.Start + i, i);
        }

        Assert.Equal(empty, (state.Values.Length, state.Counts.Length, state.Profile.Length));
    }

    [Theory]
    [InlineData(TestSpecs.Listen, 1, 0, float.NaN)]
    [InlineData(TestSpecs.Listen, 1, 0, float.PositiveInfinity)]
    [InlineData(TestSpecs.Listen, 1, 0, float.NegativeInfinity)]
    [InlineData(-1, 1, 0, 1f)]
    [InlineData(4, 1, 0, 1f)]
    [InlineData(TestSpecs.Listen, -3, 0, 1f)]
    [InlineData(TestSpecs.Listen, TestEvents.Items, 0, 1f)]
    [InlineData(TestSpecs.Listen, 1, long.MinValue, 1f)]
    [InlineData(TestSpecs.Listen, 1, long.MaxValue, 1f)]
    public void A_wild_event_is_refused_and_the_state_left_as_it_was(int type, int item, long timestampMs, float value)
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, [new UserEvent(TestSpecs.Listen, 1, TestEvents.Start), new UserEvent(TestSpecs.Pick, 2, TestEvents.Start)]);
        byte[] before = Bytes(state);
        Assert.ThrowsAny<ArgumentException>(() => Reducer.Apply(state, new UserEvent(type, item, timestampMs, value)));
        Assert.Equal(before, Bytes(state));
    }

    [Fact]
    public void Times_of_the_first_and_the_last_year_do_not_overflow()
    {
        long first = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
        long last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        UserEvent[] events = [new(TestSpecs.Listen, 1, last), new(TestSpecs.Listen, 2, first)];
        AssertEqualsReference(TestEvents.Fold(Reducer, Layout, events), new ReferenceState(TestSpecs.Small, Items, events));
    }

    [Fact]
    public void A_state_of_another_layout_is_refused()
    {
        FeatureState other = new(new FeatureLayout(TestSpecs.Served));
        Assert.Throws<ArgumentException>(() => Reducer.Apply(other, new UserEvent(0, 0, 0)));
        Assert.Throws<ArgumentException>(() => Reducer.ApplyProfileEvent(other, 0));
        Assert.Throws<ArgumentException>(() => Reducer.ApplyAttribute(other, "country", "SE", 0, 1));
    }

    [Fact]
    public void Item_vectors_of_other_modalities_are_refused() =>
        Assert.Throws<ArgumentException>(() => new FeatureReducer(Layout, new TestItems(TestSpecs.Served, 1)));

    [Fact]
    public void Old_sums_end_at_zero_and_not_in_subnormal_numbers()
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, [new UserEvent(TestSpecs.Listen, 1, TestEvents.Start)]);
        for (int hour = 1; hour <= 200; hour++)
        {
            Reducer.Apply(state, new UserEvent(TestSpecs.Visit, UserEvent.NoItem, TestEvents.Start + (hour * 3_600_000L)));
        }

        Assert.DoesNotContain(state.Values, float.IsSubnormal);
        Assert.Equal(0f, state.Values[Layout.Accumulators.Mass(Layout.Accumulators.Block(0), 0)]);
    }

    [Fact]
    public void The_last_profile_event_by_time_then_offset_wins_in_any_order_of_arrival()
    {
        Gen<(string? Country, long TimestampMs)> said = Gen.Select(Gen.Int[0, 3], Gen.Long[0, 5], (country, timestampMs) => (Countries[country], timestampMs));
        said.Array[1, 12].SelectMany(facts => Gen.Shuffle(Enumerable.Range(0, facts.Length).ToArray()), (facts, order) => (facts, order)).Sample((facts, order) =>
        {
            FeatureState state = new(Layout);
            foreach (int offset in order)
            {
                Reducer.ApplyAttribute(state, "country", facts[offset].Country, facts[offset].TimestampMs, offset);
            }

            string? last = facts.Select((f, offset) => (f, offset)).MaxBy(x => (x.f.TimestampMs, x.offset)).f.Country;
            Assert.Equal(TestSpecs.Small.Profile[0].ToNumber(last), state.Profile[0].Value);
        });
    }

    [Fact]
    public void An_attribute_that_the_spec_does_not_know_is_ignored()
    {
        FeatureState state = new(Layout);
        Reducer.ApplyAttribute(state, "shoe size", "44", TestEvents.Start, 1);
        Assert.All(state.Profile, value => Assert.True(value.IsMissing));
    }

    [Fact]
    public void A_profile_event_is_an_event_and_moves_the_time_on()
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, [new UserEvent(TestSpecs.Listen, 1, TestEvents.Start)]);
        Reducer.ApplyProfileEvent(state, TestEvents.Start + 1_800_000);
        Assert.Equal(2ul, state.EventCount);
        Assert.Equal(TestEvents.Start + 1_800_000, state.LastEventMs);
        Assert.Equal(Math.Exp(-1), state.Values[Layout.Accumulators.Mass(Layout.Accumulators.Block(0), 0)], 1e-6);
    }

    private static byte[] Bytes(FeatureState state)
    {
        FeatureStateCodec codec = new(state.Layout);
        byte[] bytes = new byte[codec.Size];
        codec.Write(state, bytes);
        return bytes;
    }

    private static void AssertEqualsReference(FeatureState state, ReferenceState reference)
    {
        AccumulatorLayout places = Layout.Accumulators;
        for (int s = 0; s < places.Scales; s++)
        {
            int block = places.Block(s);
            AssertNear(reference.Activity(s), state.Values[places.Activity(block)], reference.Activity(s));
            for (int m = 0; m < places.Modalities; m++)
            {
                AssertItems(state, block, m, reference.Mass(s, m), i => reference.Sum(s, m, i));
            }
        }

        for (int m = 0; m < places.Modalities; m++)
        {
            AssertItems(state, places.OnboardingOffset, m, reference.PickMass(m), i => reference.PickSum(m, i));
        }
    }

    private static void AssertItems(FeatureState state, int block, int modality, double mass, Func<int, double> sum)
    {
        AssertNear(mass, state.Values[Layout.Accumulators.Mass(block, modality)], mass);
        for (int i = 0; i < TestSpecs.Small.Modalities[modality].Dimension; i++)
        {
            AssertNear(sum(i), state.Values[Layout.Accumulators.Sum(block, modality) + i], mass);
        }
    }

    private static void AssertNear(double expected, float actual, double mass) =>
        Assert.True(Math.Abs(expected - actual) <= (Tolerance * mass) + Nothing, $"expected {expected}, found {actual}, mass {mass}");
}
