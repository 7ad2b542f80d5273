using CsCheck;
using UserRep.Model.Features;
using Xunit;

namespace UserRep.Tests.Model.Features;

public class FeatureVectorizerTests
{
    private const double Tolerance = 1e-4;

    private static readonly FeatureLayout Layout = new(TestSpecs.Small);
    private static readonly TestItems Items = new(TestSpecs.Small, TestEvents.Items);
    private static readonly FeatureReducer Reducer = new(Layout, Items);
    private static readonly FeatureVectorizer Vectorizer = new(Layout);

    [Fact]
    public void A_vector_equals_the_definition_at_any_later_moment() =>
        Gen.Select(TestEvents.Histories, Gen.Long[0, 400 * 86_400_000L]).Where(x => x.Item1.Length > 0).Sample((events, idleMs) =>
        {
            ReferenceState reference = new(TestSpecs.Small, Items, events);
            float[] vector = Vector(TestEvents.Fold(Reducer, Layout, events), reference.LastEventMs + idleMs);
            for (int s = 0; s < TestSpecs.Small.TimeScales.Count; s++)
            {
                AssertEqualsReference(vector, reference, s, Math.Exp(-idleMs / TestSpecs.Small.TimeScales[s].Milliseconds));
            }
        }, iter: 500);

    [Fact]
    public void A_mean_is_shrunk_toward_zero_by_missing_evidence()
    {
        float[] vector = Vector(TestEvents.Fold(Reducer, Layout, [new(TestSpecs.Listen, 1, TestEvents.Start), new(TestSpecs.Pick, 2, TestEvents.Start)]), TestEvents.Start);
        Assert.Equal(Items.Vector(1, 0)[2] / (1 + 4), At(vector, "taste/7d[2]"), 1e-6f);
        Assert.Equal(MathF.Log(2), At(vector, "taste/7d/mass"), 1e-6f);
        Assert.Equal(2 * Items.Vector(2, 1)[0] / (2 + 4), At(vector, "onboarding/words[0]"), 1e-6f);
        Assert.Equal(MathF.Log(3), At(vector, "onboarding/words/mass"), 1e-6f);
    }

    [Fact]
    public void Without_shrinkage_little_evidence_and_none_give_finite_numbers()
    {
        FeatureLayout bare = new(TestSpecs.Small with { Shrinkage = 0 });
        FeatureReducer reducer = new(bare, Items);
        FeatureVectorizer vectorizer = new(bare);
        FeatureState state = new(bare);
        float[] vector = new float[bare.Length];
        for (int hour = 0; hour < 300; hour++)
        {
            reducer.Apply(state, new UserEvent(hour == 0 ? TestSpecs.Listen : TestSpecs.Visit, hour == 0 ? 1 : UserEvent.NoItem, TestEvents.Start + (hour * 7_200_000L)));
            vectorizer.Vectorize(state, state.LastEventMs + (hour * 3_600_000L), vector);
            Assert.All(vector, x => Assert.True(float.IsFinite(x)));
        }
    }

    [Fact]
    public void A_user_of_whom_nothing_is_known_has_zeros_and_missing_attributes()
    {
        float[] vector = Vector(new FeatureState(Layout), TestEvents.Start);
        Assert.Equal(["profile/country:missing", "profile/age:missing"], Layout.Names.Where((_, i) => vector[i] != 0));
        Assert.Equal(1f, At(vector, "profile/age:missing"));
    }

    [Fact]
    public void An_idle_user_fades_toward_zero() => TestEvents.Histories.Where(events => events.Length > 0).Sample(events =>
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, events);
        float[] before = Vector(state, state.LastEventMs);
        foreach (double days in new[] { 0.01, 0.1, 1, 10, 100, 1_000, 10_000 })
        {
            float[] after = Vector(state, state.LastEventMs + (long)(days * 86_400_000));
            AssertFaded(before, after);
            before = after;
        }

        Assert.All(Named("taste/7d", "words/7d", "taste/30m", "words/30m"), i => Assert.Equal(0f, before[i]));
    });

    [Fact]
    public void Idle_time_and_age_are_logarithms_of_hours()
    {
        float[] vector = Vector(TestEvents.Fold(Reducer, Layout, [new(TestSpecs.Visit, -1, TestEvents.Start), new(TestSpecs.Visit, -1, TestEvents.Start + 3_600_000)]), TestEvents.Start + (3 * 3_600_000));
        Assert.Equal(MathF.Log(3), At(vector, "activity/idle"), 1e-6f);
        Assert.Equal(MathF.Log(4), At(vector, "activity/age"), 1e-6f);
    }

    [Theory]
    [InlineData("country", "SE", "profile/country=SE", 1f)]
    [InlineData("country", "DE", "profile/country=DE", 1f)]
    [InlineData("country", "FR", "profile/country:other", 1f)]
    [InlineData("country", "", "profile/country:missing", 1f)]
    [InlineData("country", null, "profile/country:missing", 1f)]
    [InlineData("age", "30", "profile/age", 0.25f)]
    [InlineData("age", "200", "profile/age", 1f)]
    [InlineData("age", "thirty", "profile/age:missing", 1f)]
    [InlineData("age", "NaN", "profile/age:missing", 1f)]
    public void An_attribute_has_one_place_that_is_not_zero(string attribute, string? value, string place, float expected)
    {
        FeatureState state = new(Layout);
        Reducer.ApplyAttribute(state, attribute, value, TestEvents.Start, 1);
        float[] vector = Vector(state, TestEvents.Start);
        Assert.Equal(expected, At(vector, place), 1e-6f);
        Assert.Equal([place], Layout.Names.Where((name, i) => name.StartsWith($"profile/{attribute}", StringComparison.Ordinal) && vector[i] != 0));
    }

    [Fact]
    public void A_moment_before_the_last_event_is_refused()
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, [new(TestSpecs.Listen, 1, TestEvents.Start)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Vector(state, TestEvents.Start - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vector(state, long.MaxValue));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_target_of_another_length_is_refused(int more) =>
        Assert.Throws<ArgumentException>(() => Vectorizer.Vectorize(new FeatureState(Layout), 0, new float[Layout.Length + more]));

    [Fact]
    public void A_state_of_another_layout_is_refused() =>
        Assert.Throws<ArgumentException>(() => Vectorizer.Vectorize(new FeatureState(new FeatureLayout(TestSpecs.Served)), 0, new float[Layout.Length]));

    [Fact]
    public void A_vector_does_not_change_the_state_and_fills_every_place() => TestEvents.Histories.Sample(events =>
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, events);
        float[] clean = Vector(state, state.LastEventMs);
        float[] used = [.. Enumerable.Repeat(float.NaN, Layout.Length)];
        Vectorizer.Vectorize(state, state.LastEventMs, used);
        Assert.Equal(clean, used);
    });

    [Fact]
    public void A_vector_allocates_nothing()
    {
        FeatureState state = TestEvents.Fold(Reducer, Layout, [new(TestSpecs.Listen, 1, TestEvents.Start)]);
        float[] vector = Vector(state, TestEvents.Start);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Vectorizer.Vectorize(state, TestEvents.Start + i, vector);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Vector(FeatureState state, long asOfMs)
    {
        float[] vector = new float[Layout.Length];
        Vectorizer.Vectorize(state, asOfMs, vector);
        return vector;
    }

    private static float At(float[] vector, string name) => vector[Layout.Names.ToList().IndexOf(name)];

    private static IEnumerable<int> Named(params string[] prefixes) =>
        Enumerable.Range(0, Layout.Length).Where(i => prefixes.Any(prefix => Layout.Names[i].StartsWith(prefix, StringComparison.Ordinal)));

    private static void AssertEqualsReference(float[] vector, ReferenceState reference, int scale, double decay)
    {
        TimeScale tau = TestSpecs.Small.TimeScales[scale];
        Assert.Equal(Math.Log(1 + (reference.Activity(scale) * decay)), At(vector, $"activity/{tau}"), Tolerance);
        for (int m = 0; m < TestSpecs.Small.Modalities.Count; m++)
        {
            (string name, int dimension) = TestSpecs.Small.Modalities[m];
            double mass = reference.Mass(scale, m) * decay;
            Assert.Equal(Math.Log(1 + mass), At(vector, $"{name}/{tau}/mass"), Tolerance);
            for (int i = 0; i < dimension; i++)
            {
                Assert.Equal(reference.Sum(scale, m, i) * decay / (mass + 4), At(vector, $"{name}/{tau}[{i}]"), Tolerance);
            }
        }
    }

    private static void AssertFaded(float[] before, float[] after)
    {
        foreach (int i in Named("taste/", "words/", "activity/30m", "activity/7d", "activity/forever"))
        {
            Assert.True(Math.Abs(after[i]) <= Math.Abs(before[i]), $"{Layout.Names[i]} grew from {before[i]} to {after[i]}");
        }
    }
}
