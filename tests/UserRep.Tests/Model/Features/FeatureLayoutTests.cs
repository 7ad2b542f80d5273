using CsCheck;
using UserRep.Model.Features;
using Xunit;

namespace UserRep.Tests.Model.Features;

public class FeatureLayoutTests
{
    // A trained encoder reads by position: a change here makes every stored model wrong without an error.
    private static readonly string[] GoldenNames =
    [
        "taste/30m[0]", "taste/30m[1]", "taste/30m[2]", "taste/7d[0]", "taste/7d[1]", "taste/7d[2]", "taste/forever[0]", "taste/forever[1]", "taste/forever[2]",
        "taste/30m/mass", "taste/7d/mass", "taste/forever/mass",
        "words/30m[0]", "words/30m[1]", "words/7d[0]", "words/7d[1]", "words/forever[0]", "words/forever[1]",
        "words/30m/mass", "words/7d/mass", "words/forever/mass",
        "onboarding/taste[0]", "onboarding/taste[1]", "onboarding/taste[2]", "onboarding/words[0]", "onboarding/words[1]",
        "onboarding/taste/mass", "onboarding/words/mass",
        "activity/count/listen", "activity/count/skip", "activity/30m", "activity/7d", "activity/forever", "activity/idle", "activity/age",
        "profile/country=SE", "profile/country=DE", "profile/country:other", "profile/country:missing", "profile/age", "profile/age:missing",
    ];

    private static readonly Gen<FeatureSpec> Specs = Gen.Select(
        Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Bool, Gen.Int[0, 3], (modalities, scales, types, onboarding, attributes) => new FeatureSpec
        {
            Name = "any",
            Modalities = [.. Enumerable.Range(1, modalities).Select(i => new ModalitySpec(i == 1 ? "7d" : $"m[{i}]", i))],
            TimeScales = [.. FeatureSpec.DefaultTimeScales.Take(scales)],
            EventTypes = [.. Enumerable.Range(0, types).Select(i => new EventTypeSpec(i == 0 ? "idle" : $"type {i}"))],
            OnboardingEventType = onboarding ? "idle" : null,
            Profile = [.. Enumerable.Range(0, attributes).Select(i => new ProfileAttributeSpec
            {
                Name = $"a{i}",
                Kind = i == 1 ? AttributeKind.Numeric : AttributeKind.Categorical,
                Vocabulary = ["x", "x:other", ":missing"],
            })],
        });

    [Fact]
    public void Positions_are_stable() => Assert.Equal(GoldenNames, new FeatureLayout(TestSpecs.Small).Names);

    [Fact]
    public void Names_are_unique_and_as_many_as_positions() => Specs.Sample(spec =>
    {
        FeatureLayout layout = new(spec);
        Assert.Equal(layout.Length, layout.Names.Distinct().Count());
        Assert.Equal(layout.Groups.Count, layout.Groups.Select(g => g.Name).Distinct().Count());
        Assert.Distinct(layout.Groups.SelectMany(g => g.Blocks).Select(b => b.Name));
    });

    [Fact]
    public void Groups_tile_the_vector_and_blocks_tile_the_groups() => Specs.Sample(spec =>
    {
        FeatureLayout layout = new(spec);
        AssertTiles(layout.Groups.Select(g => (g.Offset, g.Length)), 0, layout.Length);
        foreach (FeatureGroup group in layout.Groups)
        {
            AssertTiles(group.Blocks.Select(b => (b.Offset, b.Length)), group.Offset, group.Length);
        }
    });

    [Fact]
    public void A_spec_with_mistakes_has_no_layout() =>
        Assert.Throws<FeatureSpecException>(() => new FeatureLayout(TestSpecs.Small with { Modalities = [] }));

    private static void AssertTiles(IEnumerable<(int Offset, int Length)> parts, int from, int length)
    {
        int next = from;
        foreach ((int offset, int partLength) in parts)
        {
            Assert.Equal(next, offset);
            Assert.True(partLength > 0);
            next += partLength;
        }

        Assert.Equal(from + length, next);
    }
}
