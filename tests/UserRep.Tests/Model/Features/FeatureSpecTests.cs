using CsCheck;
using UserRep.Model.Features;
using Xunit;

namespace UserRep.Tests.Model.Features;

public class FeatureSpecTests
{
    private const string Smallest = """{"name":"s","modalities":[{"name":"taste","dimension":2}],"eventTypes":[{"name":"listen"}]}""";

    private static readonly Gen<string> Names = Gen.String[Gen.Char['a', 'z'], 1, 6];
    private static readonly Gen<float> Bounds = Gen.Float[-1e4f, 1e4f];

    private static readonly Gen<EventTypeSpec> EventTypes =
        Gen.Select(Names, Bounds, Bounds, Bounds, (name, weight, a, b) => new EventTypeSpec($"type {name}", weight, Math.Min(a, b), Math.Max(a, b)));

    private static readonly Gen<ProfileAttributeSpec> Attributes = Gen.Select(Names, Gen.Bool, Names.Array[1, 4], Bounds, (name, numeric, words, min) => new ProfileAttributeSpec
    {
        Name = name,
        Kind = numeric ? AttributeKind.Numeric : AttributeKind.Categorical,
        Vocabulary = numeric ? [] : [.. words.Distinct()],
        Min = numeric ? min : 0,
        Max = numeric ? min + 10 : 1,
    });

    private static readonly Gen<FeatureSpec> Specs = Gen.Select(
        Names,
        Gen.Int[1, 4096].Array[1, 3],
        Gen.Int[1, 100_000].Array[1, 4],
        EventTypes.Array[1, 4],
        Attributes.Array[0, 3],
        Gen.Float[0, 100],
        (name, dimensions, minutes, types, profile, shrinkage) => new FeatureSpec
        {
            Name = name,
            Modalities = [.. dimensions.Select((dimension, i) => new ModalitySpec($"m{i}", dimension))],
            TimeScales = [.. minutes.Distinct().Select(m => TestSpecs.Scale($"{m}m")), TimeScale.Forever],
            EventTypes = [.. types.DistinctBy(t => t.Name)],
            OnboardingEventType = shrinkage > 50 ? types[0].Name : null,
            Profile = [.. profile.DistinctBy(a => a.Name)],
            Counts = shrinkage > 25 ? [types[0].Name] : null,
            Shrinkage = shrinkage,
        });

    [Fact]
    public void The_canonical_text_of_what_was_read_is_the_text_that_was_read() => Specs.Sample(spec =>
    {
        string text = spec.ToJson();
        Assert.Equal(text, FeatureSpec.Parse(text).ToJson());
    });

    [Fact]
    public void What_is_left_out_has_the_documented_default()
    {
        FeatureSpec spec = FeatureSpec.Parse(Smallest);
        Assert.Equal(["7d", "30d", "180d", "forever"], spec.TimeScales.Select(s => s.ToString()));
        Assert.Equal([new EventTypeSpec("listen", 1f, 0f, 1f)], spec.EventTypes);
        Assert.Equal(["listen"], spec.CountedTypes);
        Assert.Empty(spec.Profile);
        Assert.Null(spec.OnboardingEventType);
        Assert.Equal("profile", spec.ProfileEventType);
        Assert.Equal(4f, spec.Shrinkage);
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed() =>
        Assert.Equal("s", FeatureSpec.Parse(Smallest.Replace("\"name\":\"s\",", "/* why */ \"name\":\"s\", // so\n", StringComparison.Ordinal).Replace("]}", "],}", StringComparison.Ordinal)).Name);

    [Fact]
    public void Ten_mistakes_give_ten_messages_each_with_its_path()
    {
        FeatureSpecException refused = Assert.Throws<FeatureSpecException>(() => FeatureSpec.Parse(
            """
            {
              "name": 5,
              "modalities": [{"name": "taste", "dimension": 0}, {"name": "taste", "dimension": "many"}],
              "timeScales": ["7 days", "30d"],
              "eventTypes": [{"name": "listen", "weight": "heavy"}, {"dimension": 2}],
              "counts": ["listen", 7],
              "profile": [{"name": "country", "kind": "word"}],
              "shrinkage": -1
            }
            """));
        Assert.Equal(
            [
                "name", "modalities[1].dimension", "timeScales[0]", "eventTypes[0].weight", "eventTypes[1].dimension", "eventTypes[1].name", "profile[0].kind", "counts[1]",
                "modalities", "modalities[0].dimension", "shrinkage",
            ],
            PathsOf(refused));
        Assert.All(refused.Errors, error => Assert.Contains(error, refused.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"taste\"", "\"activity\"", "modalities[0].name")]
    [InlineData("\"taste\"", "\"a/b\"", "modalities[0].name")]
    [InlineData("\"taste\"", "\" \"", "modalities[0].name")]
    [InlineData("\"dimension\":2", "\"dimension\":4097", "modalities[0].dimension")]
    [InlineData("\"dimension\":2", "\"dimension\":2.5", "modalities[0].dimension")]
    [InlineData("{\"name\":\"listen\"}", "5", "eventTypes[0]")]
    [InlineData("{\"name\":\"listen\"}", "", "eventTypes")]
    [InlineData("{\"name\":\"listen\"}", "{\"name\":\"profile\"}", "profileEventType")]
    [InlineData("{\"name\":\"listen\"}", "{\"name\":\"listen\",\"minValue\":2}", "eventTypes[0]")]
    [InlineData("{\"name\":\"listen\"}", "{\"name\":\"listen\",\"weight\":1e999}", "eventTypes[0].weight")]
    [InlineData("{\"name\":\"listen\"}", "{\"name\":\"listen\",\"weight\":1e10}", "eventTypes[0]")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"timeScales\":[]", "timeScales")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"timeScales\":[\"24h\",\"1d\"]", "timeScales")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"timeScales\":7", "timeScales")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"timescale\":[]", "timescale")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"name\":\"t\"", "name")]
    [InlineData("\"name\":\"s\"", "\"name\":null", "name")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"counts\":[\"like\"]", "counts[0]")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"onboardingEventType\":\"pick\"", "onboardingEventType")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"shrinkage\":1e999", "shrinkage")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"profile\":[{\"name\":\"a=b\",\"kind\":\"numeric\"}]", "profile[0].name")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"profile\":[{\"name\":\"a\",\"kind\":\"numeric\",\"min\":1}]", "profile[0]")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"profile\":[{\"name\":\"a\",\"kind\":\"categorical\"}]", "profile[0].vocabulary")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"profile\":[{\"name\":\"a\",\"kind\":\"categorical\",\"vocabulary\":[\"x\",\" \"]}]", "profile[0].vocabulary[1]")]
    [InlineData("\"name\":\"s\"", "\"name\":\"s\",\"profile\":[{\"name\":\"a\"}]", "profile[0].kind")]
    public void One_mistake_gives_one_message_at_its_path(string right, string wrong, string path) =>
        Assert.Equal([path], PathsOf(Assert.Throws<FeatureSpecException>(() => FeatureSpec.Parse(Smallest.Replace(right, wrong, StringComparison.Ordinal)))));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("spec")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    public void What_is_not_JSON_says_so(string text)
    {
        string error = Assert.Single(Assert.Throws<FeatureSpecException>(() => FeatureSpec.Parse(text)).Errors);
        Assert.StartsWith("not JSON", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_spec_is_an_object(string text) =>
        Assert.Equal(["spec"], PathsOf(Assert.Throws<FeatureSpecException>(() => FeatureSpec.Parse(text))).Distinct());

    [Fact]
    public void Scales_made_in_code_must_be_whole_minutes()
    {
        FeatureSpec spec = TestSpecs.Small with { TimeScales = [TimeScale.FromDays(0.0001), default, TimeScale.FromDays(1.5)] };
        Assert.Equal(["timeScales[0]", "timeScales[1]"], PathsOf(Assert.Throws<FeatureSpecException>(spec.Validate)));
    }

    [Fact]
    public void An_event_type_is_found_by_name()
    {
        Assert.Equal(TestSpecs.Pick, TestSpecs.Small.EventTypeIndex("pick"));
        Assert.Equal(-1, TestSpecs.Small.EventTypeIndex("Pick"));
    }

    private static IEnumerable<string> PathsOf(FeatureSpecException refused) => refused.Errors.Select(error => error[..error.IndexOf(':', StringComparison.Ordinal)]);
}
