using UserRep.Grains.Insights;
using UserRep.Model.Features;
using UserRep.Tests.Model.Features;
using Xunit;

namespace UserRep.Tests.Grains.Insights;

public class FeaturePartsTests
{
    private static readonly FeatureLayout _layout = new(TestSpecs.Small);

    [Fact]
    public void Every_part_is_told_by_name_with_what_there_is_behind_it()
    {
        FeatureReducer reducer = new(_layout, new TestItems(TestSpecs.Small, TestEvents.Items));
        FeatureState state = TestEvents.Fold(reducer, _layout, [new UserEvent(TestSpecs.Listen, 1, TestEvents.Start), new UserEvent(TestSpecs.Listen, 2, TestEvents.Start), new UserEvent(TestSpecs.Pick, 3, TestEvents.Start)]);
        reducer.ApplyAttribute(state, "country", "DE", TestEvents.Start, 4);
        reducer.ApplyAttribute(state, "age", "50", TestEvents.Start, 5);
        float[] features = new float[_layout.Length];
        new FeatureVectorizer(_layout).Vectorize(state, TestEvents.Start, features);

        IReadOnlyList<FeaturePart> parts = FeatureParts.Of(_layout, features);

        Assert.Equal(
            ["taste/30m", "taste/7d", "taste/forever", "words/30m", "words/7d", "words/forever", "onboarding/taste", "onboarding/words", "activity/count/listen", "activity/count/skip", "activity/30m", "activity/7d", "activity/forever", "activity/idle", "activity/age", "profile/country=DE", "profile/age"],
            parts.Select(p => $"{p.Group}/{p.Name}"));
        FeaturePart week = parts.Single(p => p is { Group: "taste", Name: "7d" });
        Assert.True(week.Strength > 0);

        // Of two listens; a pick has a pool of its own.
        Assert.Equal(2, week.Evidence!.Value, 3);
        Assert.Equal(2, parts.Single(p => p.Name == "taste").Evidence!.Value, 3);
        Assert.Equal(2, parts.Single(p => p.Name == "count/listen").Strength, 3);
        Assert.Equal(0.5, parts.Single(p => p.Name == "age" && p.Group == "profile").Strength, 3);
    }

    [Fact]
    public void What_can_be_held_back_covers_every_place_and_each_modality_and_each_time_scale_its_own()
    {
        IReadOnlyList<(string Kind, string Name, int[] Places)> parts = FeatureParts.Holdable(_layout);

        Assert.Equal(["modality taste", "modality words", "time scale 30m", "time scale 7d", "time scale forever", "onboarding onboarding", "activity activity", "profile profile"], parts.Select(p => $"{p.Kind} {p.Name}"));
        Assert.Equal(Enumerable.Range(0, _layout.Length), parts.Where(p => p.Kind != "time scale").SelectMany(p => p.Places).Order());
        int[][] scales = [.. parts.Where(p => p.Kind == "time scale").Select(p => p.Places)];
        Assert.Equal(scales.Sum(s => s.Length), scales.SelectMany(s => s).Distinct().Count());
        Assert.Equal(["taste/7d[0]", "taste/7d[1]", "taste/7d[2]", "taste/7d/mass", "words/7d[0]", "words/7d[1]", "words/7d/mass", "activity/7d"], scales[1].Select(place => _layout.Names[place]));
    }
}
