using UserRep.Model.Features;
using UserRep.Tests.Training.Evaluation;
using UserRep.Training.Rows;
using Xunit;

namespace UserRep.Tests.Training.Rows;

public sealed class RowSourceTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    private readonly RowOptions _options = EvaluationSet.Options.Rows with { UntilMs = set.Questions.Split.TestFromMs };

    [Fact]
    public void The_same_draw_gives_the_same_rows_and_another_gives_others()
    {
        Assert.Equal(Source().Draw(3, Cancellation).Inputs, Source().Draw(3, Cancellation).Inputs);
        Assert.NotEqual(Source().Draw(3, Cancellation).Inputs, Source().Draw(4, Cancellation).Inputs);
        Assert.Equal(Source().HeldOut(Cancellation).Targets, Source().HeldOut(Cancellation).Targets);
    }

    [Fact]
    public void Without_dropped_events_or_picks_inputs_are_targets()
    {
        TrainingRows rows = Source(_options with { EventDropShare = 0, Picks = 0 }).Draw(1, Cancellation);

        Assert.Equal(rows.Targets, rows.Inputs);
    }

    [Fact]
    public void Dropped_events_are_missing_from_inputs_alone()
    {
        TrainingRows rows = Source(_options with { EventDropShare = 1, Picks = 0 }).Draw(1, Cancellation);
        int forever = set.Data.Layout.Names.ToList().IndexOf("activity/forever");
        int fewer = Enumerable.Range(0, rows.Count).Count(r => rows.Input(r)[forever] < rows.Target(r)[forever]);

        Assert.All(Enumerable.Range(0, rows.Count), r => Assert.True(rows.Input(r)[forever] <= rows.Target(r)[forever]));
        Assert.InRange(fewer, rows.Count / 4, rows.Count);
    }

    [Fact]
    public void Hidden_features_are_hidden_from_both_sides()
    {
        static bool IsProfile(FeatureBlock block) => block.Name.StartsWith("profile/", StringComparison.Ordinal);
        FeatureGroup profile = set.Data.Layout.Groups.Single(g => g.Kind == FeatureGroupKind.Profile);
        float[] absent = AbsentUser.Features(set.Data.Layout)[profile.Offset..(profile.Offset + profile.Length)];
        TrainingRows rows = Source(hidden: new HiddenFeatures(set.Data.Layout, IsProfile)).Draw(1, Cancellation);
        TrainingRows seen = Source().Draw(1, Cancellation);

        Assert.All(Enumerable.Range(0, rows.Count), r =>
        {
            Assert.Equal(absent, rows.Input(r).Slice(profile.Offset, profile.Length).ToArray());
            Assert.Equal(absent, rows.Target(r).Slice(profile.Offset, profile.Length).ToArray());
            Assert.Equal(seen.Input(r)[..profile.Offset].ToArray(), rows.Input(r)[..profile.Offset].ToArray());
        });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RowSource Source(RowOptions? options = null, HiddenFeatures? hidden = null) =>
        new(set.Table, set.Data.Layout, set.Data.Replay, options ?? _options, hidden);
}
