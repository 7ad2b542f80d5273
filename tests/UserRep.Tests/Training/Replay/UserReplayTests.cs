using UserRep.Model.Features;
using UserRep.Tests.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.Replay;
using Xunit;

namespace UserRep.Tests.Training.Replay;

public sealed class UserReplayTests
{
    private static readonly FeatureSpec Spec = new()
    {
        Name = "replay",
        Modalities = [new("audio", 4)],
        EventTypes = [new("play"), new("pick")],
        OnboardingEventType = "pick",
        Profile = [new ProfileAttributeSpec { Name = "country", Vocabulary = ["FR"] }],
    };

    private static readonly DatasetInfo Info = new() { Name = "replay", EventTypes = ["hum", "play"], Attributes = ["country"] };

    private readonly FeatureLayout _layout = new(Spec);
    private readonly TestItems _items = new(Spec, 5);

    [Fact]
    public void Items_go_through_the_given_rows()
    {
        float[] mapped = Features(Replay(item => 4 - item), new EventRow(1, 1, 10, 1));
        float[] direct = Features(Replay(item => item), new EventRow(3, 1, 10, 1));

        Assert.Equal(direct, mapped);
    }

    [Fact]
    public void A_type_that_the_spec_does_not_know_is_passed_over() =>
        Assert.Equal(Features(Replay(item => item)), Features(Replay(item => item), new EventRow(1, 0, 10, 1)));

    [Fact]
    public void Attributes_wait_for_their_date()
    {
        UserReplay replay = Replay(item => item);
        replay.Begin(["FR"], knownSinceMs: 500);
        replay.Apply(new EventRow(1, 1, 10, 1));

        Assert.Equal(0, At(replay, 499, "profile/country=FR"));
        Assert.Equal(1, At(replay, 500, "profile/country=FR"));
    }

    private UserReplay Replay(Func<int, int> resolve) => new(_layout, _items, resolve, Info);

    private float[] Features(UserReplay replay, params EventRow[] events)
    {
        replay.Begin([null], null);
        foreach (EventRow row in events) replay.Apply(row);
        float[] features = new float[_layout.Length];
        replay.Vectorize(1_000, features);
        return features;
    }

    private float At(UserReplay replay, long asOfMs, string name)
    {
        float[] features = new float[_layout.Length];
        replay.Vectorize(asOfMs, features);
        return features[_layout.Names.ToList().IndexOf(name)];
    }
}
