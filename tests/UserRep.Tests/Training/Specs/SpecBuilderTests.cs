using UserRep.Model.Features;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.Specs;
using Xunit;

namespace UserRep.Tests.Training.Specs;

public sealed class SpecBuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Types_scales_and_weights_come_from_data_set_and_options()
    {
        FeatureSpec spec = Build(new SpecOptions { Scales = [TimeScale.FromDays(2)], Weights = new Dictionary<string, float> { ["like"] = 2 } });

        Assert.Equal([("play", 1f), ("like", 2f), ("onboard", 1f)], spec.EventTypes.Select(type => (type.Name, type.Weight)));
        Assert.Equal("onboard", spec.OnboardingEventType);
        Assert.Equal([TimeScale.FromDays(2)], spec.TimeScales);
    }

    [Fact]
    public void Without_picks_there_is_no_onboarding() => Assert.Null(Build(new SpecOptions { Picks = false }).OnboardingEventType);

    [Fact]
    public void Without_times_there_is_one_scale() =>
        Assert.Equal([TimeScale.Forever], Build(new SpecOptions(), hasTimes: false).TimeScales);

    [Fact]
    public void Many_numbers_are_a_number_and_few_values_a_vocabulary_in_ordinal_order()
    {
        FeatureSpec spec = Build(new SpecOptions());

        ProfileAttributeSpec country = spec.Profile.Single(a => a.Name == "country");
        Assert.Equal(["DE", "FR", "fr"], country.Vocabulary);
        ProfileAttributeSpec age = spec.Profile.Single(a => a.Name == "age");
        Assert.Equal((AttributeKind.Numeric, 19f, 116f), (age.Kind, age.Min, age.Max));
    }

    [Fact]
    public void What_becomes_known_later_is_not_in_the_vocabulary() =>
        Assert.Equal(["DE", "FR"], Build(new SpecOptions(), untilMs: 50).Profile.Single(a => a.Name == "country").Vocabulary);

    [Fact]
    public void The_most_frequent_values_are_kept_and_ties_go_by_name()
    {
        ProfileAttributeSpec attribute = AttributeSpecs.Describe("a", ["x", "c", "x", "b", null, " "], new SpecOptions { MostWords = 2 })!;

        Assert.Equal(["b", "x"], attribute.Vocabulary);
        Assert.Null(AttributeSpecs.Describe("a", [null, ""], new SpecOptions()));
    }

    [Fact]
    public void A_weight_for_a_type_that_is_not_there_is_refused()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Build(new SpecOptions { Weights = new Dictionary<string, float> { ["hum"] = 1 } }));
        Assert.Contains("'hum'; the data set has events of type play, like", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_spec_must_have_the_learned_modalities()
    {
        FeatureSpec spec = Build(new SpecOptions()) with { Modalities = [new("given", 3)] };

        UserErrorException error = Assert.Throws<UserErrorException>(() => GivenSpec.Check(spec, Items(Table()), Table().Info));

        Assert.Contains("the spec has given × 3; the data set gives given × 2", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private FeatureSpec Build(SpecOptions options, bool hasTimes = true, long untilMs = 1_000)
    {
        EventTable table = Table(hasTimes);
        return new SpecBuilder(table, options).Build(Items(table), untilMs);
    }

    private static ItemVectorSet Items(EventTable table) => new([GivenItemVectors.Take("given", table.Catalogue)!]);

    private EventTable Table(bool hasTimes = true)
    {
        DatasetInfo info = new() { Name = "sample", HasTimes = hasTimes, EventTypes = ["play", "like"], Attributes = ["country", "age"] };
        string[] countries = ["FR", "FR", "DE"];
        using DatasetWriter writer = DatasetWriter.Create(_folder.File("set"), info, [new ItemInfo("i", [], [1f, 2f])], force: true);
        for (int i = 0; i < 100; i++)
        {
            string country = i == 99 ? "fr" : countries[i % 3];
            writer.Add(new UserHistory($"u{i}", new EventRow[] { new(0, 0, hasTimes ? i : 0, 1) }, [country, i == 0 ? "-9999" : i == 99 ? "9999" : $"{18 + i}"]));
        }

        writer.Complete();
        return EventTable.Load(Dataset.Open(_folder.File("set")), TestContext.Current.CancellationToken);
    }
}
